package io.crawlkeeper.worker.crawl.frontier.sql;

import io.crawlkeeper.worker.crawl.frontier.Commit;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.frontier.Handouts;
import io.crawlkeeper.worker.crawl.frontier.HostBatch;
import io.crawlkeeper.worker.crawl.frontier.sql.BatchWriter.Written;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts are next, and what is handed out of them. Writes nothing. Asks the tables only when
 * something can have changed since they had nothing to give. One thread.
 */
final class Line {
  private final Session session;
  private final Tables tables;
  private final long pagesPerHost;
  private final Handouts handouts;
  private final Map<String, HostRow> open = new HashMap<>();
  private final Set<String> dry = new HashSet<>();
  private final Map<Long, Long> moved = new HashMap<>();
  private long lastTurn;
  private long passed;
  private boolean waiting = true;
  private boolean overdue = true;
  private @Nullable Instant nextDue;

  Line(Session session, Tables tables, long pagesPerHost, Handouts handouts) {
    this.session = session;
    this.tables = tables;
    this.pagesPerHost = pagesPerHost;
    this.handouts = handouts;
  }

  /**
   * @param origins that are leased already
   */
  void open(Collection<String> origins) throws IOException {
    session.read(
        connection -> {
          open.putAll(new HostTable(connection, tables).byOrigin(origins));
          nextDue = new UrlTable(connection, tables).nextDue(0);
          return true;
        });
  }

  List<HostBatch> lease(int most, int entries, Instant now) throws IOException {
    pass(now);
    if (!waiting || most <= 0) {
      return List.of();
    }
    var batches = session.read(connection -> lease(connection, most, entries, now));
    waiting = batches.size() == most;
    return batches;
  }

  private List<HostBatch> lease(Connection connection, int most, int entries, Instant now)
      throws SQLException {
    var urls = new UrlTable(connection, tables);
    var batches = new ArrayList<HostBatch>();
    for (var host : candidates(new HostTable(connection, tables), most, now)) {
      if (batches.size() == most) {
        break;
      }
      var taken = take(urls, host, entries, now);
      if (!taken.isEmpty()) {
        open.put(host.origin, host);
        handouts.lease(host.origin);
        batches.add(new HostBatch(host.origin, taken));
      }
    }
    return batches;
  }

  private List<HostRow> candidates(HostTable hosts, int most, Instant now) throws SQLException {
    var limit = most + handouts.origins() + moved.size();
    var candidates = new ArrayList<>(hosts.line(limit));
    candidates.sort(Comparator.comparingLong(this::turn));
    if (overdue) {
      var due = hosts.due(now.toEpochMilli(), limit);
      overdue = !due.isEmpty();
      var listed = new HashSet<Long>();
      candidates.forEach(host -> listed.add(host.id));
      due.stream().filter(host -> !listed.contains(host.id)).forEach(candidates::add);
    }
    candidates.removeIf(host -> handouts.isLeased(host.origin));
    return candidates;
  }

  private long turn(HostRow host) {
    return moved.getOrDefault(host.id, host.turn);
  }

  List<FrontierEntry> more(String origin, int most, Instant now) throws IOException {
    pass(now);
    var host = open.get(origin);
    if (host == null || dry.contains(origin)) {
      return List.of();
    }
    var taken = session.read(connection -> take(new UrlTable(connection, tables), host, most, now));
    if (taken.size() < most) {
      dry.add(origin);
    }
    return taken;
  }

  private List<FrontierEntry> take(UrlTable urls, HostRow host, int most, Instant now)
      throws SQLException {
    var handed = handouts.count(host.origin);
    var wanted = (int) Math.min(most, pagesPerHost - host.fetched - handed);
    if (wanted <= 0) {
      return List.of();
    }
    var queue = urls.queue(host.id, now.toEpochMilli(), (long) wanted + handed);
    var taken = handouts.free(host.origin, queue, wanted);
    handouts.hand(host.origin, taken);
    return taken;
  }

  void release(String origin) {
    var host = open.remove(origin);
    dry.remove(origin);
    handouts.release(origin);
    if (host != null) {
      moved.put(host.id, ++lastTurn);
      waiting = true;
      overdue = true;
    }
  }

  /** Places in the line that hosts have got since the last commit, by their ids. */
  Map<Long, Long> moved() {
    return moved;
  }

  /** The totals, with the places that were given since they were stored. */
  Totals raise(Totals stored) {
    lastTurn = Math.max(lastTurn, stored.lastTurn());
    return new Totals(
        stored.batch(),
        stored.lastId(),
        lastTurn,
        stored.queued(),
        stored.kept(),
        stored.refused(),
        stored.counts());
  }

  /**
   * @param written null if it is not known what the commit has changed
   */
  void committed(Commit commit, @Nullable Written written) throws IOException {
    handouts.settle(commit);
    waiting = true;
    overdue = true;
    if (written == null) {
      dry.clear();
      open(Set.copyOf(open.keySet()));
      return;
    }
    moved.clear();
    lastTurn = written.totals().lastTurn();
    written.hosts().forEach((origin, host) -> open.computeIfPresent(origin, (_, _) -> host));
    dry.removeAll(written.hosts().keySet());
    for (var deferral : commit.deferred()) {
      var due = Instant.ofEpochMilli(UrlTable.due(deferral.notBefore()));
      nextDue = nextDue == null || due.isBefore(nextDue) ? due : nextDue;
    }
  }

  @Nullable Instant nextDue() {
    return nextDue;
  }

  /** Deferred entries that are due can be anybody's. */
  private void pass(Instant now) throws IOException {
    if (nextDue == null || nextDue.isAfter(now)) {
      return;
    }
    passed = Math.max(passed, now.toEpochMilli());
    nextDue = session.<@Nullable Instant>read(c -> new UrlTable(c, tables).nextDue(passed));
    waiting = true;
    overdue = true;
    dry.clear();
  }
}

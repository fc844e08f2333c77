package io.crawlkeeper.worker.crawl.frontier.sql;

import io.crawlkeeper.url.Fingerprint;
import io.crawlkeeper.worker.crawl.frontier.Commit;
import io.crawlkeeper.worker.crawl.frontier.Commit.Done;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.frontier.FrontierLink;
import io.crawlkeeper.worker.crawl.frontier.Intake;
import io.crawlkeeper.worker.crawl.frontier.UrlState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes one commit within a transaction that has checked the attempt. Used once, by one thread.
 */
final class BatchWriter {

  /**
   * What the commit has changed.
   *
   * @param hosts that it has touched, by origin
   * @param known what is known of its URLs now, as far as it was asked for
   */
  record Written(Totals totals, Map<String, HostRow> hosts, Map<Fingerprint, UrlState> known) {}

  private final Connection connection;
  private final Tables tables;
  private final long pagesPerHost;
  private final Totals before;
  private final Map<String, HostRow> hosts = new HashMap<>();
  private long queued;
  private long lastTurn;

  BatchWriter(Connection connection, Tables tables, long pagesPerHost, Totals before) {
    this.connection = connection;
    this.tables = tables;
    this.pagesPerHost = pagesPerHost;
    this.before = before;
    this.queued = before.queued();
    this.lastTurn = before.lastTurn();
  }

  /**
   * @param known what is known of some of the URLs already
   * @param moved places in the line that hosts have lost, by their ids
   */
  Written write(Commit commit, Map<Fingerprint, UrlState> known, Map<Long, Long> moved)
      throws SQLException {
    var urls = new UrlTable(connection, tables);
    var states = states(urls, commit, known);
    findHosts(commit, states);
    commit.done().forEach(this::end);
    commit
        .deferred()
        .forEach(deferral -> host(deferral.entry()).ready -= isReady(deferral.entry()));
    var intake =
        new Intake(states, full(), pagesPerHost).take(commit, before.lastId(), before.kept());
    intake.added().forEach(added -> add(added.link()));
    fill();
    urls.end(commit.done());
    urls.defer(commit.deferred());
    urls.add(intake.added(), hosts);
    urls.keep(intake.kept());
    new HostTable(connection, tables).write(hosts.values(), moved);
    SinkTable.write(connection, tables, commit.sinks());
    var totals = totals(commit, intake);
    totals.write(connection, tables);
    return new Written(totals, hosts, learnt(states, intake));
  }

  private Totals totals(Commit commit, Intake intake) {
    return new Totals(
        before.batch() + 1,
        intake.lastId(),
        lastTurn,
        queued,
        before.kept() + intake.kept().size() - intake.retaken(),
        before.refused() + intake.refused(),
        commit.counts());
  }

  private static Map<Fingerprint, UrlState> states(
      UrlTable urls, Commit commit, Map<Fingerprint, UrlState> known) throws SQLException {
    var states = new HashMap<Fingerprint, UrlState>();
    var unknown = new HashSet<Fingerprint>();
    for (var link : commit.found()) {
      look(link.fingerprint(), known, states, unknown);
    }
    for (var refusal : commit.refused()) {
      look(refusal.fingerprint(), known, states, unknown);
    }
    states.putAll(urls.states(unknown));
    return states;
  }

  private static void look(
      Fingerprint url,
      Map<Fingerprint, UrlState> known,
      Map<Fingerprint, UrlState> states,
      Set<Fingerprint> unknown) {
    var state = known.get(url);
    if (state == null) {
      unknown.add(url);
    } else {
      states.put(url, state);
    }
  }

  private static Map<Fingerprint, UrlState> learnt(
      Map<Fingerprint, UrlState> states, Intake intake) {
    intake.added().forEach(added -> states.put(added.link().fingerprint(), UrlState.QUEUED));
    intake.kept().forEach(kept -> states.put(kept.refusal().fingerprint(), UrlState.REFUSED));
    return states;
  }

  private void findHosts(Commit commit, Map<Fingerprint, UrlState> states) throws SQLException {
    var origins = new HashSet<String>();
    commit.done().forEach(done -> origins.add(done.entry().url().origin()));
    commit.deferred().forEach(deferral -> origins.add(deferral.entry().url().origin()));
    for (var link : commit.found()) {
      var state = states.get(link.fingerprint());
      if (state == null || state == UrlState.REFUSED) {
        origins.add(link.url().origin());
      }
    }
    hosts.putAll(new HostTable(connection, tables).byOrigin(origins));
  }

  private HostRow host(FrontierEntry entry) {
    return host(entry.url().origin());
  }

  private HostRow host(String origin) {
    return hosts.computeIfAbsent(origin, name -> HostRow.made(++lastTurn, name));
  }

  /** One that was deferred has left those that are ready, and has tries behind it. */
  private static int isReady(FrontierEntry entry) {
    return entry.tries() == 0 ? 1 : 0;
  }

  private void end(Done done) {
    var host = host(done.entry());
    host.ready -= isReady(done.entry());
    host.queued--;
    queued--;
    host.fetched += done.isPageOfHost() ? 1 : 0;
  }

  private void add(FrontierLink link) {
    var host = host(link.url().origin());
    if (host.ready == 0 && host.stored) {
      host.turn = ++lastTurn;
    }
    host.ready++;
    host.queued++;
    queued++;
  }

  private Set<String> full() {
    var full = new HashSet<String>();
    hosts.values().stream()
        .filter(host -> host.isFull(pagesPerHost))
        .forEach(host -> full.add(host.origin));
    return full;
  }

  /** What waits at a host that has given its share is left out, all at once. */
  private void fill() {
    for (var host : hosts.values()) {
      if (host.isFull(pagesPerHost)) {
        queued -= host.queued;
        host.queued = 0;
        host.ready = 0;
      }
    }
  }
}

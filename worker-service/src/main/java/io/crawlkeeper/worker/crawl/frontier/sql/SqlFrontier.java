package io.crawlkeeper.worker.crawl.frontier.sql;

import io.crawlkeeper.url.Fingerprint;
import io.crawlkeeper.worker.crawl.frontier.Beginning;
import io.crawlkeeper.worker.crawl.frontier.Claim;
import io.crawlkeeper.worker.crawl.frontier.Commit;
import io.crawlkeeper.worker.crawl.frontier.Frontier;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.frontier.Handouts;
import io.crawlkeeper.worker.crawl.frontier.HostBatch;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry;
import io.crawlkeeper.worker.crawl.frontier.PageLookup;
import io.crawlkeeper.worker.crawl.frontier.Standing;
import io.crawlkeeper.worker.crawl.frontier.SupersededException;
import io.crawlkeeper.worker.crawl.frontier.UrlState;
import io.crawlkeeper.worker.crawl.frontier.sql.BatchWriter.Written;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A frontier in tables. Only commits write: what is leased and handed out is known here alone. Each
 * commit locks the row of the run, checks that no later attempt has opened it, and counts the
 * batches, by which it is known whether a commit without an answer was done.
 */
final class SqlFrontier implements Frontier {
  private final Session session;
  private final Session readers;
  private final Tables tables;
  private final Claim claim;
  private final int before;
  private final Known known = new Known();
  private final Line line;
  private Totals totals;
  private @Nullable Commit unanswered;

  /**
   * @param readers for other threads than the one that uses this
   * @param before the last attempt that has opened it before
   */
  private SqlFrontier(
      Session session, Session readers, Tables tables, Claim claim, int before, Handouts handouts) {
    this.session = session;
    this.readers = readers;
    this.tables = tables;
    this.claim = claim;
    this.before = before;
    this.totals = Totals.NONE;
    this.line = new Line(session, tables, claim.pagesPerHost(), handouts);
  }

  /** Goes on where the row of the run stands. */
  static SqlFrontier resumed(
      Session session, Session readers, Tables tables, Claim claim, int before) throws IOException {
    var frontier = new SqlFrontier(session, readers, tables, claim, before, new Handouts());
    frontier.totals = session.read(connection -> frontier.held(connection, false));
    frontier.line.open(List.of());
    return frontier;
  }

  /** Goes on where {@link #replay} of the beginning has led. */
  static SqlFrontier begun(
      Session session, Session readers, Tables tables, Claim claim, Beginning beginning)
      throws IOException {
    var frontier = new SqlFrontier(session, readers, tables, claim, 0, beginning.handouts());
    frontier.totals = session.read(connection -> frontier.held(connection, false));
    frontier.line.open(beginning.handouts().leased());
    return frontier;
  }

  /** Writes what has happened before the tables were there, within the transaction of that. */
  static void replay(Connection connection, Tables tables, Claim claim, Beginning beginning)
      throws SQLException {
    var totals = Totals.NONE;
    for (var commit : beginning.commits()) {
      totals =
          new BatchWriter(connection, tables, claim.pagesPerHost(), totals)
              .write(commit, Map.of(), Map.of())
              .totals();
    }
  }

  private Totals held(Connection connection, boolean locked)
      throws SQLException, SupersededException {
    var held = Totals.read(connection, tables, locked);
    if (held == null) {
      throw new SupersededException("run " + claim.run().id() + " is over");
    }
    if (held.attempt() != claim.attempt()) {
      throw new SupersededException(
          "attempt %d has run %s now".formatted(held.attempt(), claim.run().id()));
    }
    return held.totals();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the very same object means the same batch
  public void commit(Commit commit) throws IOException {
    var again = commit == unanswered;
    unanswered = commit;
    var written = session.<@Nullable Written>write(connection -> write(connection, commit, again));
    if (written == null) {
      // As long as any of this fails the commit counts as unanswered, and is not done again.
      var now = session.read(connection -> held(connection, false));
      known.clear();
      line.committed(commit, null);
      totals = now;
    } else {
      totals = written.totals();
      known.learn(written.known());
      line.committed(commit, written);
    }
    unanswered = null;
  }

  /**
   * @return null if it was done before, though that was not answered
   */
  private @Nullable Written write(Connection connection, Commit commit, boolean again)
      throws SQLException, SupersededException {
    var held = held(connection, true);
    if (again && held.batch() == totals.batch() + 1) {
      return null;
    }
    var before = line.raise(held);
    return new BatchWriter(connection, tables, claim.pagesPerHost(), before)
        .write(commit, known.states(), line.moved());
  }

  @Override
  public List<HostBatch> lease(int hosts, int entries, Instant now) throws IOException {
    return line.lease(hosts, entries, now);
  }

  @Override
  public List<FrontierEntry> more(String origin, int most, Instant now) throws IOException {
    return line.more(origin, most, now);
  }

  @Override
  public void release(String origin) {
    line.release(origin);
  }

  @Override
  public long queued() {
    return totals.queued();
  }

  @Override
  public @Nullable Instant nextDue() {
    return line.nextDue();
  }

  @Override
  public int before() {
    return before;
  }

  @Override
  public Standing standing() throws IOException {
    return session.read(
        connection -> {
          var now = held(connection, false);
          return new Standing(
              now.batch() > 0, now.counts(), now.refused(), SinkTable.read(connection, tables));
        });
  }

  @Override
  public PageLookup pages() {
    return new SqlPages(readers, tables, claim.pagesPerHost());
  }

  @Override
  public Stream<IndexEntry> index() throws IOException {
    return IndexRows.stream(session, new SqlPages(session, tables, claim.pagesPerHost()));
  }

  @Override
  public void close() throws IOException {
    try (readers) {
      session.close();
    }
  }

  /** URLs that links were met to lately: most links of a site lead to the same pages. */
  private static final class Known {
    private static final int MOST = 32_768;

    private final Map<Fingerprint, UrlState> states =
        new LinkedHashMap<>(1_024, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Fingerprint, UrlState> eldest) {
            return size() > MOST;
          }
        };

    private Map<Fingerprint, UrlState> states() {
      return states;
    }

    private void learn(Map<Fingerprint, UrlState> more) {
      states.putAll(more);
    }

    private void clear() {
      states.clear();
    }
  }
}

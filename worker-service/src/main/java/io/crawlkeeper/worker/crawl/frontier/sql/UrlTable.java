package io.crawlkeeper.worker.crawl.frontier.sql;

import static java.util.Objects.requireNonNull;

import io.crawlkeeper.url.Fingerprint;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.frontier.Commit.Deferral;
import io.crawlkeeper.worker.crawl.frontier.Commit.Done;
import io.crawlkeeper.worker.crawl.frontier.EntryKind;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.frontier.Intake.Added;
import io.crawlkeeper.worker.crawl.frontier.Intake.Kept;
import io.crawlkeeper.worker.crawl.frontier.UrlState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The URLs of a run as rows, and the records of those that are at their end. */
final class UrlTable {
  private static final String ADD =
      """
      INSERT INTO frontier_urls{}
      (id, high, low, host, state, rank, depth, hops, tries, due, url, referrer, reason, kind)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?)\
      """;
  private static final String END =
      "UPDATE frontier_urls{} SET state = 1, due = 0 WHERE id = ? AND state = 0";
  private static final String RECORD =
      """
      INSERT INTO frontier_pages{} (id, record, segment, position, bytes) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (id) DO NOTHING\
      """;
  private static final String DEFER = "UPDATE frontier_urls{} SET tries = ?, due = ? WHERE id = ?";
  private static final String RETAKE = "DELETE FROM frontier_urls{} WHERE high = ? AND low = ?";

  /** The literals let the index of what waits be used. */
  private static final String QUEUE =
      """
      SELECT id, url, depth, hops, tries, referrer, kind, rank FROM frontier_urls{}
      WHERE host = ? AND state = 0 AND due <= ? ORDER BY rank, depth, id LIMIT ?\
      """;

  private static final String NEXT_DUE =
      "SELECT MIN(due) FROM frontier_urls{} WHERE due > 0 AND due > ?";

  private final Connection connection;
  private final Tables tables;

  UrlTable(Connection connection, Tables tables) {
    this.connection = connection;
    this.tables = tables;
  }

  Map<Fingerprint, UrlState> states(Collection<Fingerprint> urls) throws SQLException {
    var states = new HashMap<Fingerprint, UrlState>();
    var form =
        new Chunks.Form(
            tables.sql(
                "SELECT high, low, state FROM frontier_urls{} WHERE (high, low) IN (VALUES "),
            "(?,?)",
            2,
            ")");
    Chunks.ask(
        connection,
        form,
        urls,
        (statement, index, url) -> {
          statement.setLong(index, url.high());
          statement.setLong(index + 1, url.low());
        },
        row ->
            states.put(
                new Fingerprint(row.getLong(1), row.getLong(2)), UrlState.of(row.getInt(3))));
    return states;
  }

  void end(List<Done> done) throws SQLException {
    Batch.run(
        connection,
        tables.sql(END),
        done,
        (statement, one) -> statement.setLong(1, one.entry().id()));
    Batch.run(connection, tables.sql(RECORD), done, UrlTable::bindRecord);
  }

  private static void bindRecord(PreparedStatement statement, Done done) throws SQLException {
    var stored = done.stored();
    statement.setLong(1, done.entry().id());
    statement.setString(2, Texts.json(done.page()));
    statement.setObject(3, stored == null ? null : stored.segment(), Types.VARCHAR);
    statement.setObject(4, stored == null ? null : stored.offset(), Types.BIGINT);
    statement.setObject(5, stored == null ? null : stored.length(), Types.BIGINT);
  }

  void defer(List<Deferral> deferred) throws SQLException {
    Batch.run(
        connection,
        tables.sql(DEFER),
        deferred,
        (statement, one) -> {
          statement.setInt(1, one.entry().tries() + 1);
          statement.setLong(2, due(one.notBefore()));
          statement.setLong(3, one.entry().id());
        });
  }

  /** In milliseconds, rounded up; 0 stands for at any time. */
  static long due(Instant notBefore) {
    return Math.max(1, notBefore.plusNanos(999_999).toEpochMilli());
  }

  void add(List<Added> added, Map<String, HostRow> hosts) throws SQLException {
    Batch.run(
        connection,
        tables.sql(RETAKE),
        added.stream().filter(Added::wasRefused).toList(),
        (statement, one) -> bind(statement, 1, one.link().fingerprint()));
    Batch.run(
        connection,
        tables.sql(ADD),
        added,
        (statement, one) -> {
          var host = requireNonNull(hosts.get(one.link().url().origin()));
          bindLink(statement, one, host.id);
        });
  }

  private static void bindLink(PreparedStatement statement, Added added, long host)
      throws SQLException {
    var link = added.link();
    statement.setLong(1, added.id());
    bind(statement, 2, link.fingerprint());
    statement.setLong(4, host);
    statement.setInt(5, UrlState.QUEUED.code());
    statement.setInt(6, -link.priority());
    statement.setInt(7, link.depth());
    statement.setInt(8, link.hops());
    bindTexts(statement, link.url().text(), link.referrer(), null);
    statement.setString(12, link.kind().name());
  }

  void keep(List<Kept> refusals) throws SQLException {
    Batch.run(connection, tables.sql(ADD), refusals, UrlTable::bindRefusal);
  }

  private static void bindRefusal(PreparedStatement statement, Kept kept) throws SQLException {
    var refusal = kept.refusal();
    statement.setLong(1, kept.id());
    bind(statement, 2, refusal.fingerprint());
    statement.setLong(4, 0);
    statement.setInt(5, UrlState.REFUSED.code());
    for (var i = 6; i <= 8; i++) {
      statement.setInt(i, 0);
    }
    bindTexts(statement, refusal.url(), refusal.referrer(), refusal.reason());
    statement.setString(12, EntryKind.PAGE.name());
  }

  private static void bind(PreparedStatement statement, int index, Fingerprint url)
      throws SQLException {
    statement.setLong(index, url.high());
    statement.setLong(index + 1, url.low());
  }

  private static void bindTexts(
      PreparedStatement statement, String url, @Nullable String referrer, @Nullable String reason)
      throws SQLException {
    statement.setString(9, Texts.clean(url));
    statement.setObject(10, Texts.clean(referrer), Types.VARCHAR);
    statement.setObject(11, Texts.clean(reason), Types.VARCHAR);
  }

  /** What waits at a host and is due at {@code now}, in its order. */
  List<FrontierEntry> queue(long host, long now, long most) throws SQLException {
    var entries = new ArrayList<FrontierEntry>();
    try (var statement = connection.prepareStatement(tables.sql(QUEUE))) {
      statement.setLong(1, host);
      statement.setLong(2, now);
      statement.setLong(3, most);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          entries.add(entry(rows));
        }
      }
    }
    return entries;
  }

  private static FrontierEntry entry(ResultSet row) throws SQLException {
    return new FrontierEntry(
        row.getLong(1),
        requireNonNull(UrlParser.parse(row.getString(2)), "a URL in normal form"),
        row.getInt(3),
        row.getInt(4),
        row.getInt(5),
        row.getString(6),
        EntryKind.valueOf(row.getString(7)),
        -row.getInt(8));
  }

  /** When the first deferred entry falls due after {@code passed}; null if none does. */
  @Nullable Instant nextDue(long passed) throws SQLException {
    try (var statement = connection.prepareStatement(tables.sql(NEXT_DUE))) {
      statement.setLong(1, passed);
      try (var rows = statement.executeQuery()) {
        rows.next();
        var due = rows.getLong(1);
        return rows.wasNull() ? null : Instant.ofEpochMilli(due);
      }
    }
  }
}

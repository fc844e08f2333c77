package io.crawlkeeper.worker.crawl.frontier.sql;

import io.crawlkeeper.worker.crawl.frontier.Counts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * What the row of a run holds besides its names.
 *
 * @param batch number of the last batch that was committed
 * @param lastId the last id of a URL
 * @param lastTurn the last place in the line of hosts
 * @param queued URLs that wait
 * @param kept refusals that are stored
 * @param refused refusals that were counted
 */
record Totals(
    long batch, long lastId, long lastTurn, long queued, long kept, long refused, Counts counts) {
  static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, Counts.NONE);

  /** A row with the number of the last attempt that has opened the run. */
  record Held(int attempt, Totals totals) {}

  static @Nullable Held read(Connection connection, Tables tables, boolean locked)
      throws SQLException {
    var sql = "SELECT * FROM frontier_runs WHERE number = ?" + (locked ? tables.lock() : "");
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, tables.number());
      try (var rows = statement.executeQuery()) {
        return rows.next() ? new Held(rows.getInt("attempt"), of(rows)) : null;
      }
    }
  }

  private static Totals of(ResultSet row) throws SQLException {
    return new Totals(
        row.getLong("batch"),
        row.getLong("last_id"),
        row.getLong("last_turn"),
        row.getLong("queued"),
        row.getLong("kept"),
        row.getLong("refused"),
        new Counts(
            row.getLong("fetched"),
            row.getLong("failed"),
            row.getLong("bytes"),
            row.getLong("nanos"),
            row.getInt("seed_answered") != 0,
            row.getString("seed_failure")));
  }

  void write(Connection connection, Tables tables) throws SQLException {
    var sql =
        """
        UPDATE frontier_runs SET batch = ?, last_id = ?, last_turn = ?, queued = ?, kept = ?,
        refused = ?, fetched = ?, failed = ?, bytes = ?, nanos = ?, seed_answered = ?,
        seed_failure = ? WHERE number = ?\
        """;
    try (var statement = connection.prepareStatement(sql)) {
      long[] numbers = {
        batch,
        lastId,
        lastTurn,
        queued,
        kept,
        refused,
        counts.fetched(),
        counts.failed(),
        counts.bytes(),
        counts.nanos(),
      };
      for (var i = 0; i < numbers.length; i++) {
        statement.setLong(i + 1, numbers[i]);
      }
      statement.setInt(11, counts.seedAnswered() ? 1 : 0);
      statement.setObject(12, Texts.clean(counts.seedFailure()), Types.VARCHAR);
      statement.setLong(13, tables.number());
      statement.executeUpdate();
    }
  }
}

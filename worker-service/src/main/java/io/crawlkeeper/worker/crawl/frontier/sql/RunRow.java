package io.crawlkeeper.worker.crawl.frontier.sql;

import io.crawlkeeper.worker.crawl.frontier.Claim;
import io.crawlkeeper.worker.run.RunKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names in the row of a run.
 *
 * @param number names its tables
 * @param attempt the last that has opened it
 * @param storage of the results that it tells of
 */
record RunRow(long number, int attempt, String storage) {

  /**
   * @param lock what keeps the row to this transaction; may be empty
   */
  static @Nullable RunRow read(Connection connection, String run, String lock) throws SQLException {
    var sql = "SELECT number, attempt, storage FROM frontier_runs WHERE id = ?" + lock;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, run);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? new RunRow(rows.getLong(1), rows.getInt(2), rows.getString(3)) : null;
      }
    }
  }

  static List<RunKey> keys(Connection connection) throws SQLException {
    var keys = new ArrayList<RunKey>();
    try (var statement =
            connection.prepareStatement("SELECT id, task, task_id FROM frontier_runs ORDER BY id");
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        keys.add(new RunKey(rows.getString(1), rows.getString(2), rows.getLong(3)));
      }
    }
    return keys;
  }

  static void take(Connection connection, long number, int attempt) throws SQLException {
    var sql = "UPDATE frontier_runs SET attempt = ? WHERE number = ?";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setInt(1, attempt);
      statement.setLong(2, number);
      statement.executeUpdate();
    }
  }

  static void insert(Connection connection, Claim claim) throws SQLException {
    var sql =
        "INSERT INTO frontier_runs (id, task, task_id, attempt, storage) VALUES (?, ?, ?, ?, ?)";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, claim.run().id());
      statement.setString(2, claim.run().task());
      statement.setLong(3, claim.run().taskId());
      statement.setInt(4, claim.attempt());
      statement.setString(5, claim.storage());
      statement.executeUpdate();
    }
  }
}

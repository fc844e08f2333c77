package io.crawlkeeper.worker.crawl.frontier.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Executes a statement for each of many. */
final class Batch {
  private Batch() {}

  interface Binding<T> {
    void bind(PreparedStatement statement, T value) throws SQLException;
  }

  static <T> void run(Connection connection, String sql, Collection<T> values, Binding<T> binding)
      throws SQLException {
    if (values.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(sql)) {
      for (var value : values) {
        binding.bind(statement, value);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}

package io.crawlkeeper.worker.crawl.frontier.sql;

import io.crawlkeeper.worker.crawl.frontier.SinkState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How far the results are written. */
final class SinkTable {
  private SinkTable() {}

  static void write(Connection connection, Tables tables, List<SinkState> states)
      throws SQLException {
    Batch.run(
        connection,
        tables.sql(
            """
            INSERT INTO frontier_sinks{} (name, state) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET state = excluded.state\
            """),
        states,
        (statement, one) -> {
          statement.setString(1, one.name());
          statement.setString(2, one.state());
        });
  }

  static List<SinkState> read(Connection connection, Tables tables) throws SQLException {
    var states = new ArrayList<SinkState>();
    try (var statement =
            connection.prepareStatement(
                tables.sql("SELECT name, state FROM frontier_sinks{} ORDER BY name"));
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        states.add(new SinkState(rows.getString(1), rows.getString(2)));
      }
    }
    return states;
  }
}

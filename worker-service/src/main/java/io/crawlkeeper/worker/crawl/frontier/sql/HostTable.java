package io.crawlkeeper.worker.crawl.frontier.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The origins of a run as rows. */
final class HostTable {
  private static final String ADD =
      """
      INSERT INTO frontier_hosts{} (ready, queued, fetched, turn, id, origin)
      VALUES (?, ?, ?, ?, ?, ?)\
      """;
  private static final String CHANGE =
      "UPDATE frontier_hosts{} SET ready = ?, queued = ?, fetched = ?, turn = ? WHERE id = ?";
  private static final String MOVE = "UPDATE frontier_hosts{} SET turn = ? WHERE id = ?";
  private static final String LINE =
      "SELECT * FROM frontier_hosts{} WHERE ready > 0 ORDER BY turn LIMIT ?";
  private static final String DUE =
      """
      SELECT * FROM frontier_hosts{} WHERE queued > 0 AND id IN
      (SELECT host FROM frontier_urls{} WHERE due > 0 AND due <= ?) LIMIT ?\
      """;

  private final Connection connection;
  private final Tables tables;

  HostTable(Connection connection, Tables tables) {
    this.connection = connection;
    this.tables = tables;
  }

  Map<String, HostRow> byOrigin(Collection<String> origins) throws SQLException {
    var found = new HashMap<String, HostRow>();
    var form =
        new Chunks.Form(
            tables.sql("SELECT * FROM frontier_hosts{} WHERE origin IN ("), "?", 1, ")");
    Chunks.ask(
        connection,
        form,
        origins,
        PreparedStatement::setString,
        row -> {
          var host = HostRow.read(row);
          found.put(host.origin, host);
        });
    return found;
  }

  /** The hosts that are next, by their places in the line. */
  List<HostRow> line(long most) throws SQLException {
    try (var statement = connection.prepareStatement(tables.sql(LINE))) {
      statement.setLong(1, most);
      return read(statement);
    }
  }

  /** Hosts with entries that were deferred and are due. */
  List<HostRow> due(long now, long most) throws SQLException {
    try (var statement = connection.prepareStatement(tables.sql(DUE))) {
      statement.setLong(1, now);
      statement.setLong(2, most);
      return read(statement);
    }
  }

  private static List<HostRow> read(PreparedStatement statement) throws SQLException {
    var hosts = new ArrayList<HostRow>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        hosts.add(HostRow.read(rows));
      }
    }
    return hosts;
  }

  /**
   * @param moved places in the line, by the ids of their hosts
   */
  void write(Collection<HostRow> hosts, Map<Long, Long> moved) throws SQLException {
    hosts.forEach(host -> host.turn = Math.max(host.turn, moved.getOrDefault(host.id, 0L)));
    Batch.run(
        connection,
        tables.sql(ADD),
        hosts.stream().filter(host -> !host.stored).toList(),
        (statement, host) -> {
          bind(statement, host);
          statement.setString(6, host.origin);
        });
    Batch.run(
        connection,
        tables.sql(CHANGE),
        hosts.stream().filter(host -> host.stored).toList(),
        HostTable::bind);
    Batch.run(
        connection,
        tables.sql(MOVE),
        moved.entrySet(),
        (statement, move) -> {
          statement.setLong(1, move.getValue());
          statement.setLong(2, move.getKey());
        });
  }

  private static void bind(PreparedStatement statement, HostRow host) throws SQLException {
    statement.setLong(1, host.ready);
    statement.setLong(2, host.queued);
    statement.setLong(3, host.fetched);
    statement.setLong(4, host.turn);
    statement.setLong(5, host.id);
  }
}

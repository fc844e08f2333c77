package io.crawlkeeper.worker.crawl.frontier.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The partitions of a run in PostgreSQL. All of them, always in one order, so that no two
 * transactions wait for each other. Statements name the partitions, so the parents are locked by
 * nobody for longer than it takes to make or drop one.
 */
final class Partitions {
  private static final List<String> MAKE =
      List.of(
          """
          CREATE TABLE frontier_hosts_%1$d PARTITION OF frontier_hosts
          (run DEFAULT %1$d, PRIMARY KEY (id), UNIQUE (origin)) FOR VALUES IN (%1$d)\
          """,
          "CREATE INDEX ON frontier_hosts_%1$d (turn) WHERE ready > 0",
          """
          CREATE TABLE frontier_urls_%1$d PARTITION OF frontier_urls
          (run DEFAULT %1$d, PRIMARY KEY (id), UNIQUE (high, low)) FOR VALUES IN (%1$d)\
          """,
          "CREATE INDEX ON frontier_urls_%1$d (host, rank, depth, id) WHERE state = 0",
          "CREATE INDEX ON frontier_urls_%1$d (due) WHERE due > 0",
          """
          CREATE TABLE frontier_pages_%1$d PARTITION OF frontier_pages
          (run DEFAULT %1$d, PRIMARY KEY (id)) FOR VALUES IN (%1$d)\
          """,
          """
          CREATE TABLE frontier_sinks_%1$d PARTITION OF frontier_sinks
          (run DEFAULT %1$d, PRIMARY KEY (name)) FOR VALUES IN (%1$d)\
          """);
  private static final List<String> DROP =
      List.of(
          "DROP TABLE IF EXISTS frontier_hosts_%1$d",
          "DROP TABLE IF EXISTS frontier_urls_%1$d",
          "DROP TABLE IF EXISTS frontier_pages_%1$d",
          "DROP TABLE IF EXISTS frontier_sinks_%1$d",
          "DELETE FROM frontier_runs WHERE number = %1$d");

  private Partitions() {}

  static Tables tables(long number) {
    return new Tables(number, "_" + number, " FOR UPDATE");
  }

  static void make(Connection connection, long number) throws SQLException {
    execute(connection, MAKE, number);
  }

  /** With the row of the run, which the transaction has locked. */
  static void drop(Connection connection, long number) throws SQLException {
    execute(connection, DROP, number);
  }

  private static void execute(Connection connection, List<String> statements, long number)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql.formatted(number));
      }
    }
  }
}

package io.crawlkeeper.worker.crawl.frontier.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables of a run's own file. They are those of PostgreSQL without the partitions. */
final class SqliteSchema {
  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE frontier_runs (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, task TEXT NOT NULL,
            task_id INTEGER NOT NULL, attempt INTEGER NOT NULL, storage TEXT NOT NULL,
            batch INTEGER NOT NULL DEFAULT 0, last_id INTEGER NOT NULL DEFAULT 0,
            last_turn INTEGER NOT NULL DEFAULT 0, queued INTEGER NOT NULL DEFAULT 0,
            kept INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,
            fetched INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0,
            bytes INTEGER NOT NULL DEFAULT 0, nanos INTEGER NOT NULL DEFAULT 0,
            seed_answered INTEGER NOT NULL DEFAULT 0, seed_failure TEXT)\
          """,
          """
          CREATE TABLE frontier_hosts (
            id INTEGER PRIMARY KEY, origin TEXT NOT NULL UNIQUE, ready INTEGER NOT NULL,
            queued INTEGER NOT NULL, fetched INTEGER NOT NULL, turn INTEGER NOT NULL)\
          """,
          "CREATE INDEX frontier_hosts_line ON frontier_hosts (turn) WHERE ready > 0",
          """
          CREATE TABLE frontier_urls (
            id INTEGER PRIMARY KEY, high INTEGER NOT NULL, low INTEGER NOT NULL,
            host INTEGER NOT NULL, state INTEGER NOT NULL, rank INTEGER NOT NULL,
            depth INTEGER NOT NULL, hops INTEGER NOT NULL, tries INTEGER NOT NULL,
            due INTEGER NOT NULL, kind TEXT NOT NULL, url TEXT NOT NULL, referrer TEXT, reason TEXT)\
          """,
          "CREATE UNIQUE INDEX frontier_urls_known ON frontier_urls (high, low)",
          """
          CREATE INDEX frontier_urls_queue ON frontier_urls (host, rank, depth, id)
          WHERE state = 0\
          """,
          "CREATE INDEX frontier_urls_due ON frontier_urls (due) WHERE due > 0",
          """
          CREATE TABLE frontier_pages (
            id INTEGER PRIMARY KEY, record TEXT NOT NULL, segment TEXT, position INTEGER,
            bytes INTEGER)\
          """,
          """
          CREATE TABLE frontier_sinks (name TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL)
          WITHOUT ROWID\
          """);

  private SqliteSchema() {}

  /** Whether a transaction has made them. */
  static boolean exists(Connection connection) throws SQLException {
    var sql = "SELECT 1 FROM sqlite_master WHERE name = 'frontier_runs'";
    try (var statement = connection.prepareStatement(sql);
        var rows = statement.executeQuery()) {
      return rows.next();
    }
  }

  static void create(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var table : TABLES) {
        statement.execute(table);
      }
    }
  }
}

package io.crawlkeeper.worker.crawl.frontier.sql;

import java.sql.ResultSet;
import java.sql.SQLException;

/** An origin as it is stored, and as a batch changes it. One thread. */
final class HostRow {
  final long id;
  final String origin;

  /** Whether the row is there already. */
  final boolean stored;

  /** Entries that wait and were never deferred. */
  long ready;

  /** Entries that wait. */
  long queued;

  /** Responses. */
  long fetched;

  /** Place in the line of hosts; the smallest is next. */
  long turn;

  private HostRow(long id, String origin, boolean stored) {
    this.id = id;
    this.origin = origin;
    this.stored = stored;
  }

  static HostRow made(long id, String origin) {
    var row = new HostRow(id, origin, false);
    row.turn = id;
    return row;
  }

  static HostRow read(ResultSet rows) throws SQLException {
    var row = new HostRow(rows.getLong("id"), rows.getString("origin"), true);
    row.ready = rows.getLong("ready");
    row.queued = rows.getLong("queued");
    row.fetched = rows.getLong("fetched");
    row.turn = rows.getLong("turn");
    return row;
  }

  boolean isFull(long pagesPerHost) {
    return fetched >= pagesPerHost;
  }
}

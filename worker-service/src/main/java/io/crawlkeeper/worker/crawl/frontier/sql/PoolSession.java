package io.crawlkeeper.worker.crawl.frontier.sql;

import io.crawlkeeper.sql.SqlPool;
import java.sql.Connection;
import java.sql.SQLException;

/** A database that many share: a connection for each use. */
final class PoolSession extends Session {
  private final SqlPool pool;

  PoolSession(SqlPool pool) {
    this.pool = pool;
  }

  @Override
  Connection take() throws SQLException {
    return pool.connection();
  }

  /** The pool looks at a connection that has failed before it gives it to somebody. */
  @Override
  void give(Connection connection, boolean failed) throws SQLException {
    connection.close();
  }
}

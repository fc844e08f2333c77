package io.crawlkeeper.worker.crawl.frontier.sql;

import io.crawlkeeper.sql.Trouble;
import io.crawlkeeper.worker.crawl.frontier.FrontierAwayException;
import io.crawlkeeper.worker.crawl.frontier.SupersededException;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How statements reach the tables of a run. */
abstract class Session implements Closeable {

  /** What is asked of a connection. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T on(Connection connection) throws SQLException, IOException;
  }

  /** A connection that commits by itself, to be given back. */
  abstract Connection take() throws SQLException;

  /**
   * @param failed whether it is of no use any more
   */
  abstract void give(Connection connection, boolean failed) throws SQLException;

  /** Asks without a transaction. */
  <T extends @Nullable Object> T read(Work<T> work) throws IOException {
    try {
      var connection = take();
      var failed = true;
      try {
        var result = work.on(connection);
        failed = false;
        return result;
      } finally {
        give(connection, failed);
      }
    } catch (SQLException e) {
      throw trouble(e);
    }
  }

  /** Does all of it in one transaction, or nothing. */
  <T extends @Nullable Object> T write(Work<T> work) throws IOException {
    return read(
        connection -> {
          connection.setAutoCommit(false);
          try {
            var result = work.on(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return result;
          } catch (SQLException | IOException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
          }
        });
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** What a failure of a statement means. */
  static IOException trouble(SQLException e) {
    if ("42P01".equals(e.getSQLState())) { // undefined table: the partition was dropped
      return new SupersededException("the run is over");
    }
    if (Trouble.away(e)) {
      return new FrontierAwayException(Trouble.brief(e), e);
    }
    throw new IllegalStateException(e);
  }

  @Override
  public void close() throws IOException {}
}

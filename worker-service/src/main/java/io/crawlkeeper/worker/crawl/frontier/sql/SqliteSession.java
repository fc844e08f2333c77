package io.crawlkeeper.worker.crawl.frontier.sql;

import io.crawlkeeper.sql.Trouble;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/** The file of one run: one connection, kept open, for one use at a time. */
final class SqliteSession extends Session {
  private static final int BUSY_MILLIS = 5_000;
  private static final int CACHE_KIB = 8 << 10;

  private final SQLiteDataSource source;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection open;
  private boolean closed;

  SqliteSession(Path file) {
    var config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setCacheSize(-CACHE_KIB);
    source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
  }

  @Override
  Connection take() throws SQLException {
    lock.lock();
    try {
      if (closed) {
        // It would make the file anew if it is gone.
        throw new SQLTransientException("the run has been let go of");
      }
      if (open == null) {
        open = source.getConnection();
      }
      return open;
    } catch (SQLException | RuntimeException e) {
      lock.unlock();
      throw e;
    }
  }

  @Override
  void give(Connection connection, boolean failed) throws SQLException {
    try {
      if (failed) {
        open = null;
        connection.close();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      if (open != null) {
        open.close();
        open = null;
      }
    } catch (SQLException e) {
      throw new IOException(Trouble.brief(e), e);
    } finally {
      lock.unlock();
    }
  }
}

package io.crawlkeeper.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.crawlkeeper.settings.DatabaseSettings;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * Connections that do not let anybody wait for long: 4 s to get one, 5 s for an answer. At the
 * start of a process there is more time, as who does not get one then ends.
 */
final class DataSources {

  /** For statements of our own, which are brief. */
  static final int BRIEF_SECONDS = 5;

  /** For the first word at the start of a process, when the machine may be starting all else. */
  static final int FIRST_SECONDS = 15;

  /** For migrations, which may rewrite a table. */
  static final int LONG_SECONDS = 600;

  private static final int CONNECT_SECONDS = 3;
  private static final int POOL_SIZE = 4;
  private static final int LEASE_POOL_SIZE = 2;

  private DataSources() {}

  /** For the start of a process. */
  static DataSource unpooled(DatabaseSettings settings, int answerSeconds) {
    return settings.sqlite()
        ? sqlite(settings)
        : postgresql(settings, FIRST_SECONDS, answerSeconds);
  }

  private static DataSource brief(DatabaseSettings settings) {
    return settings.sqlite()
        ? sqlite(settings)
        : postgresql(settings, CONNECT_SECONDS, BRIEF_SECONDS);
  }

  static HikariDataSource pool(DatabaseSettings settings) {
    return pool("history", POOL_SIZE, brief(settings));
  }

  /**
   * Of a name of its own, for many. PostgreSQL ends a transaction whose process was stopped in the
   * midst of it, as others wait for its rows.
   */
  static HikariDataSource pool(DatabaseSettings settings, String name, int size) {
    var config = configured(name, size, brief(settings));
    if (!settings.sqlite()) {
      config.setConnectionInitSql("SET idle_in_transaction_session_timeout = '3s'");
    }
    return new HikariDataSource(config);
  }

  /**
   * For leases of hosts. A transaction of SQLite takes the write lock at its begin, and is not
   * flushed: a power cut ends all holders together with what it loses. PostgreSQL ends a
   * transaction whose process was stopped in the midst of it, as others wait for its rows.
   */
  static HikariDataSource leasePool(DatabaseSettings settings) {
    if (!settings.sqlite()) {
      var pooled = configured("leases", LEASE_POOL_SIZE, brief(settings));
      pooled.setConnectionInitSql("SET idle_in_transaction_session_timeout = '3s'");
      return new HikariDataSource(pooled);
    }
    var config = sqliteConfig();
    config.setSynchronous(SynchronousMode.NORMAL);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    return pool("leases", LEASE_POOL_SIZE, sqlite(settings, config));
  }

  private static HikariDataSource pool(String name, int size, DataSource source) {
    return new HikariDataSource(configured(name, size, source));
  }

  private static HikariConfig configured(String name, int size, DataSource source) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(4_000);
    config.setValidationTimeout(2_000);
    // It was reached a moment ago; if it is away by now, the pool goes on trying.
    config.setInitializationFailTimeout(-1);
    return config;
  }

  /** Of an SQLite file, as it is: not even its journal mode is changed. */
  static DataSource reading(DatabaseSettings settings) {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BRIEF_SECONDS * 1000);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + settings.file());
    return source;
  }

  /** FULL: a commit that was answered outlives a power cut. */
  private static DataSource sqlite(DatabaseSettings settings) {
    return sqlite(settings, sqliteConfig());
  }

  private static SQLiteConfig sqliteConfig() {
    var config = new SQLiteConfig();
    config.setBusyTimeout(BRIEF_SECONDS * 1000);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    return config;
  }

  private static DataSource sqlite(DatabaseSettings settings, SQLiteConfig config) {
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + settings.file());
    return source;
  }

  /** The URL comes last: what the operator says in it stands. */
  private static DataSource postgresql(
      DatabaseSettings settings, int connectSeconds, int answerSeconds) {
    var source = new PGSimpleDataSource();
    source.setApplicationName("crawlkeeper");
    source.setConnectTimeout(connectSeconds);
    source.setLoginTimeout(connectSeconds);
    source.setSocketTimeout(answerSeconds);
    source.setTcpKeepAlive(true);
    source.setReWriteBatchedInserts(true);
    if (!settings.user().isEmpty()) {
      source.setUser(settings.user());
    }
    if (!settings.password().isEmpty()) {
      source.setPassword(settings.password());
    }
    source.setURL(settings.url());
    return source;
  }
}

package io.crawlkeeper.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.crawlkeeper.settings.DatabaseSettings;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** Connections that do not let anybody wait for long: 4 s to get one, 5 s for an answer. */
final class DataSources {

  /** For statements of our own, which are brief. */
  static final int BRIEF_SECONDS = 5;

  /** For migrations, which may rewrite a table. */
  static final int LONG_SECONDS = 600;

  private static final int CONNECT_SECONDS = 3;
  private static final int POOL_SIZE = 4;

  private DataSources() {}

  static DataSource unpooled(DatabaseSettings settings, int answerSeconds) {
    return settings.sqlite() ? sqlite(settings) : postgresql(settings, answerSeconds);
  }

  static HikariDataSource pool(DatabaseSettings settings) {
    return pool(settings, "history", POOL_SIZE);
  }

  static HikariDataSource pool(DatabaseSettings settings, String name, int size) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(unpooled(settings, BRIEF_SECONDS));
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(4_000);
    config.setValidationTimeout(2_000);
    // It was reached a moment ago; if it is away by now, the pool goes on trying.
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
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
    var config = new SQLiteConfig();
    config.setBusyTimeout(BRIEF_SECONDS * 1000);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + settings.file());
    return source;
  }

  /** The URL comes last: what the operator says in it stands. */
  private static DataSource postgresql(DatabaseSettings settings, int answerSeconds) {
    var source = new PGSimpleDataSource();
    source.setApplicationName("crawlkeeper");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
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

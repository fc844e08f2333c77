package io.crawlkeeper.sql;

import com.zaxxer.hikari.HikariDataSource;
import io.crawlkeeper.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;

/** Connections to the database of the service. Safe for use by many threads. */
public final class SqlPool implements AutoCloseable {
  private final HikariDataSource pool;

  private SqlPool(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Does not ask the database; it must have been migrated.
   *
   * @param name of the pool, for its log
   * @param size the most connections at once
   */
  public static SqlPool open(DatabaseSettings settings, String name, int size) {
    return new SqlPool(DataSources.pool(settings, name, size));
  }

  /** One that commits by itself; closing it gives it back. Waits for it 4 s at most. */
  public Connection connection() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public void close() {
    pool.close();
  }
}

package io.crawlkeeper.sql;

import com.zaxxer.hikari.HikariDataSource;
import io.crawlkeeper.settings.DatabaseSettings;
import io.crawlkeeper.storage.ItemStore;
import io.crawlkeeper.storage.ItemsAwayException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Items in SQLite or PostgreSQL. */
public final class SqlItems implements ItemStore, AutoCloseable {

  private static final String WRITE =
      """
      INSERT INTO item_rows (run, sequence, attempt, kind, page, position, fields)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (run, sequence) DO UPDATE SET attempt = excluded.attempt, kind = excluded.kind,
        page = excluded.page, position = excluded.position, fields = excluded.fields
      WHERE excluded.attempt >= item_rows.attempt\
      """;

  private static final String PUBLISH =
      """
      INSERT INTO item_runs (run, task, items) VALUES (?, ?, ?)
      ON CONFLICT (run) DO UPDATE SET items = excluded.items\
      """;

  private final HikariDataSource pool;
  private final JdbcClient client;

  private SqlItems(HikariDataSource pool) {
    this.pool = pool;
    this.client = JdbcClient.create(pool);
  }

  /** Of a database that {@link SqlHistory#open} has brought to the schema of this version. */
  public static SqlItems of(DatabaseSettings settings) {
    return new SqlItems(DataSources.pool(settings));
  }

  @Override
  public void write(String run, int attempt, List<Row> rows) throws IOException {
    try (var connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (var insert = connection.prepareStatement(WRITE)) {
        for (var row : rows) {
          insert.setString(1, run);
          insert.setLong(2, row.sequence());
          insert.setInt(3, attempt);
          insert.setString(4, row.kind());
          insert.setString(5, row.page());
          insert.setInt(6, row.position());
          insert.setString(7, row.fields());
          insert.addBatch();
        }
        var _ = insert.executeBatch();
      }
      connection.commit();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void publish(String run, String task, long count) throws IOException {
    update(PUBLISH, run, task, count);
  }

  @Override
  public void remove(String run) throws IOException {
    update("DELETE FROM item_runs WHERE run = ?", run);
    update("DELETE FROM item_rows WHERE run = ?", run);
  }

  private void update(String sql, Object... parameters) throws IOException {
    try {
      var _ = client.sql(sql).params(parameters).update();
    } catch (DataAccessException e) {
      throw failed(e);
    }
  }

  private static IOException failed(Exception e) {
    var why = "the table of items: " + Trouble.brief(e);
    return Trouble.mayHeal(e) ? new ItemsAwayException(why, e) : new IOException(why, e);
  }

  @Override
  public void close() {
    pool.close();
  }
}

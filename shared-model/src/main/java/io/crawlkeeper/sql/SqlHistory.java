package io.crawlkeeper.sql;

import com.zaxxer.hikari.HikariDataSource;
import io.crawlkeeper.history.Expired;
import io.crawlkeeper.history.History;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunPlan;
import io.crawlkeeper.settings.DatabaseSettings;
import io.crawlkeeper.settings.StartRefused;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The history in SQLite or PostgreSQL. Times are kept to the millisecond. No call takes much longer
 * than 10 s, whatever the database does, save {@link #retainOnly}, which does so in many steps.
 */
public final class SqlHistory implements History, AutoCloseable {

  /** Writes also where it is there, so that a database that only can be read is found out. */
  private static final String KEEP_ID =
      """
      INSERT INTO database_facts (name, value) VALUES ('id', ?)
      ON CONFLICT (name) DO UPDATE SET value = database_facts.value\
      """;

  private final HikariDataSource pool;
  private final JdbcClient client;
  private final Retention retention;

  private SqlHistory(HikariDataSource pool) {
    this.pool = pool;
    this.client = JdbcClient.create(pool);
    this.retention = new Retention(client);
  }

  /**
   * Opens the database and brings it to the schema of this version; several processes may do so at
   * the same time.
   *
   * @throws StartRefused if it does not answer within some seconds, or cannot be written
   */
  public static SqlHistory open(DatabaseSettings settings) {
    try {
      Migration.run(settings);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(settings, e);
    } catch (IOException | SQLException | FlywayException e) {
      throw refused(settings, e);
    }
    var history = new SqlHistory(DataSources.pool(settings));
    try {
      history.client.sql(KEEP_ID).params(UUID.randomUUID().toString()).update();
      return history;
    } catch (DataAccessException e) {
      history.close();
      throw refused(settings, e);
    }
  }

  private static StartRefused refused(DatabaseSettings settings, Exception e) {
    return settings.sqlite()
        ? new StartRefused(
            "The database file %s cannot be used: %s.".formatted(settings.file(), Trouble.brief(e)),
            "Make its folder and the file writable for this process and free some space, or name"
                + " another database by crawlkeeper.database.url.")
        : new StartRefused(
            "The database %s cannot be used: %s.".formatted(settings.url(), Trouble.brief(e)),
            "Start PostgreSQL there, and check crawlkeeper.database.url, crawlkeeper.database.user"
                + " and crawlkeeper.database.password; the user has to own the database.");
  }

  @Override
  public void write(Collection<RunRow> runs, Collection<TickRow> ticks)
      throws HistoryAwayException {
    if (runs.isEmpty() && ticks.isEmpty()) {
      return;
    }
    asking(
        () -> {
          try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            RunTable.INSERT.all(connection, RunTable.distinct(runs));
            TickTable.INSERT.all(connection, TickTable.sorted(ticks));
            connection.commit();
          }
          return true;
        });
  }

  @Override
  public boolean retain(long taskId, RunPlan.History plan, Instant now)
      throws HistoryAwayException {
    return asking(() -> retention.retain(taskId, plan, now));
  }

  @Override
  public void retainOnly(Collection<Long> taskIds, Instant now, Duration kept)
      throws HistoryAwayException {
    asking(
        () -> {
          new GoneTasks(client, retention).retainOnly(Set.copyOf(taskIds), now, kept);
          return true;
        });
  }

  @Override
  public Optional<Run> run(String id) throws HistoryAwayException {
    return asking(
        () ->
            client
                .sql("SELECT * FROM runs WHERE id = ?")
                .params(id)
                .query(RunTable::read)
                .optional());
  }

  @Override
  public List<Run> runs(RunQuery query) throws HistoryAwayException {
    return asking(
        () -> Selection.of(query).runs(client, query.limit()).query(RunTable::read).list());
  }

  @Override
  public List<TickRow> ticks(TickQuery query) throws HistoryAwayException {
    return asking(
        () -> Selection.of(query).ticks(client, query.limit()).query(TickTable::read).list());
  }

  @Override
  public String databaseId() throws HistoryAwayException {
    return asking(
        () ->
            client
                .sql("SELECT value FROM database_facts WHERE name = 'id'")
                .query(String.class)
                .single());
  }

  /** The runs whose rows this has removed. */
  public Expired expired() {
    return new SqlExpired(client);
  }

  /** Ends all connections; calls after it fail. */
  @Override
  public void close() {
    pool.close();
  }

  private static <T> T asking(Question<T> question) throws HistoryAwayException {
    try {
      return question.ask();
    } catch (SQLException | DataAccessException e) {
      throw Trouble.of(e);
    }
  }

  private interface Question<T> {
    T ask() throws SQLException;
  }
}

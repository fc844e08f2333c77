package io.crawlkeeper.sql;

import io.crawlkeeper.settings.DatabaseSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a database to the schema of this version. Several processes may do so at once: PostgreSQL
 * has advisory locks for that, which Flyway takes; for SQLite it knows of none, so a file beside
 * the database is locked.
 */
final class Migration {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration NAP = Duration.ofMillis(250);

  private Migration() {}

  static void run(DatabaseSettings settings)
      throws IOException, SQLException, InterruptedException {
    if (!settings.sqlite()) {
      answers(settings);
      migrate(settings);
    } else if (!current(settings)) {
      var file = settings.file();
      Files.createDirectories(file.resolveSibling(""));
      runLocked(settings, file.resolveSibling(file.getFileName() + ".lock"));
    }
  }

  private static void runLocked(DatabaseSettings settings, Path lock)
      throws IOException, SQLException, InterruptedException {
    try (var channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (var end = System.nanoTime() + PATIENCE.toNanos(); !locked(channel); ) {
        if (current(settings)) {
          return;
        }
        if (System.nanoTime() > end) {
          throw new IOException(
              "another process has kept %s locked for %d s".formatted(lock, PATIENCE.toSeconds()));
        }
        Thread.sleep(NAP);
      }
      answers(settings);
      migrate(settings);
    }
  }

  /** False also if it is this process that has it. Closing the channel gives it back. */
  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Whether there is nothing to do for an SQLite file. Looks without a lock and changes nothing:
   * many processes that start at once on a busy machine do not have to wait for each other.
   */
  private static boolean current(DatabaseSettings settings) {
    try {
      return Files.exists(settings.file())
          && flyway(settings, DataSources.reading(settings)).info().pending().length == 0;
    } catch (FlywayException e) {
      // Being created just now, or no database at all: who has the lock finds out.
      return false;
    }
  }

  /** Fails soon where a migration, which has much time, would wait. */
  private static void answers(DatabaseSettings settings) throws SQLException {
    var source = DataSources.unpooled(settings, DataSources.FIRST_SECONDS);
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  private static void migrate(DatabaseSettings settings) {
    var _ = flyway(settings, DataSources.unpooled(settings, DataSources.LONG_SECONDS)).migrate();
  }

  /** What is in one database for all and in files of their own else is migrated there alone. */
  private static String[] locations(DatabaseSettings settings) {
    return settings.sqlite()
        ? new String[] {"classpath:db/migration"}
        : new String[] {"classpath:db/migration", "classpath:db/postgresql"};
  }

  private static Flyway flyway(DatabaseSettings settings, DataSource source) {
    return Flyway.configure(Migration.class.getClassLoader())
        .dataSource(source)
        .loggers("slf4j")
        .locations(locations(settings))
        .table("crawlkeeper_schema_history")
        .placeholders(
            settings.sqlite()
                ? Map.of("sorted_text", "TEXT", "clustered", " WITHOUT ROWID")
                : Map.of("sorted_text", "TEXT COLLATE \"C\"", "clustered", ""))
        .load();
  }
}

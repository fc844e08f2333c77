package io.crawlkeeper.sql;

import static io.crawlkeeper.history.Rows.ended;
import static io.crawlkeeper.history.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.faults.LossyProxy;
import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.settings.DatabaseSettings;
import io.crawlkeeper.settings.StartRefused;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresHistoryTest extends SqlHistoryContract {

  /** Without a limit of its own a call to a silent server waits for ever. */
  private static final Duration LONG = Duration.ofMinutes(2);

  @SuppressWarnings("NullAway.Init")
  private static EmbeddedPostgres server;

  private static int databases;

  @SuppressWarnings("NullAway.Init")
  private DatabaseSettings database;

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  /** Before the one of the contract, which opens it. */
  @BeforeEach
  @Override
  void open() {
    if (database == null) {
      database = empty();
    }
    super.open();
  }

  @Override
  DatabaseSettings database() {
    return database;
  }

  @Override
  DatabaseSettings empty() {
    var name = "history_" + ++databases;
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
      return at(server.getPort(), name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DatabaseSettings at(int port, String name) {
    return new DatabaseSettings(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name), "postgres", "secret");
  }

  @Test
  void isAwayWhileTheServerIsSilentAndBackAfterIt() throws Exception {
    var settings = empty();
    var name = settings.url().substring(settings.url().lastIndexOf('/') + 1);
    var group = List.of(row(ended(7, 1), 1));
    try (var proxy = new LossyProxy(server.getPort());
        var history = SqlHistory.open(at(proxy.port(), name))) {
      history.write(group, List.of());
      proxy.fallSilent();
      var begin = System.nanoTime();

      assertThatThrownBy(() -> history.write(List.of(row(ended(7, 2), 1)), List.of()))
          .isInstanceOf(HistoryAwayException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG);
      proxy.pass();
      history.write(List.of(row(ended(7, 3), 1)), List.of());
      assertThat(history.run("7-3")).isPresent();
    }
  }

  @Test
  void isAwayAndNotAtFaultWhenItsConnectionIsCut() throws Exception {
    var settings = empty();
    try (var history = SqlHistory.open(settings);
        var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = 'crawlkeeper'");

      // The pool may notice by itself.
      try {
        history.write(List.of(row(ended(7, 1), 1)), List.of());
      } catch (HistoryAwayException e) {
        history.write(List.of(row(ended(7, 1), 1)), List.of());
      }
      assertThat(history.run("7-1")).isPresent();
    }
  }

  @Test
  void refusesToStartWhereNobodyAnswers() throws IOException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    assertThatThrownBy(() -> SqlHistory.open(at(port, "postgres")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port))
        .hasMessageContaining("refused")
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesToStartWhereAServerIsSilent() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var begin = System.nanoTime();

      assertThatThrownBy(() -> SqlHistory.open(at(silent.getLocalPort(), "postgres")))
          .isInstanceOf(StartRefused.class);

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG);
    }
  }

  @Test
  void refusesToStartWithoutItsDatabase() {
    assertThatThrownBy(() -> SqlHistory.open(at(server.getPort(), "nobody_made_it")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("database \"nobody_made_it\" does not exist");
  }

  @Test
  void refusesToStartOnAStandby() throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "ALTER DATABASE %s SET default_transaction_read_only = on"
              .formatted(database().url().replaceFirst(".*/", "")));
    }

    assertThatThrownBy(() -> SqlHistory.open(database()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("read-only");
  }
}

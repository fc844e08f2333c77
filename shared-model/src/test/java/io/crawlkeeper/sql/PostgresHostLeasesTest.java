package io.crawlkeeper.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.lease.HostLeases;
import io.crawlkeeper.lease.HostLeases.LeasesAwayException;
import io.crawlkeeper.lease.HostLeasesContract;
import io.crawlkeeper.lease.LeaseReply.Held;
import io.crawlkeeper.lease.LeaseRequest.Aim;
import io.crawlkeeper.settings.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresHostLeasesTest extends HostLeasesContract {

  @SuppressWarnings("NullAway.Init")
  private static EmbeddedPostgres server;

  @SuppressWarnings("NullAway.Init")
  private static DatabaseSettings database;

  @SuppressWarnings("NullAway.Init")
  private SqlHostLeases leases;

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.start();
    database =
        new DatabaseSettings(
            "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort()),
            "postgres",
            "secret");
    SqlHistory.open(database).close();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  /** The machine's clock is wrong, and nobody asks it. */
  @BeforeEach
  void open() throws SQLException {
    execute("TRUNCATE host_lease");
    leases = SqlHostLeases.of(database, () -> Instant.EPOCH);
  }

  @AfterEach
  void close() {
    leases.close();
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  protected HostLeases leases() {
    return leases;
  }

  @Override
  protected void pass(Duration time) {}

  @Test
  void isAwayWhileARowIsLockedAndBackAfterIt() throws Exception {
    ask("a", Aim.USE);
    try (var other = server.getPostgresDatabase().getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT * FROM host_lease FOR UPDATE");

      assertThatThrownBy(() -> ask("a", Aim.USE)).isInstanceOf(LeasesAwayException.class);
      other.rollback();
    }
    assertThat(ask("a", Aim.USE)).isInstanceOf(Held.class);
  }
}

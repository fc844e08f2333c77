package io.crawlkeeper.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.lease.HostLeases;
import io.crawlkeeper.lease.HostLeases.LeasesAwayException;
import io.crawlkeeper.lease.HostLeasesContract;
import io.crawlkeeper.lease.LeaseReply.Held;
import io.crawlkeeper.lease.LeaseReply.NotHeld;
import io.crawlkeeper.lease.LeaseRequest.Aim;
import io.crawlkeeper.settings.DatabaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteHostLeasesTest extends HostLeasesContract {

  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private SqlHostLeases leases;

  private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");

  private DatabaseSettings database() {
    return new DatabaseSettings("jdbc:sqlite:" + folder.resolve("crawlkeeper.db"), "", "");
  }

  @BeforeEach
  void open() {
    SqlHistory.open(database()).close();
    leases = SqlHostLeases.of(database(), () -> now);
  }

  @AfterEach
  void close() {
    leases.close();
  }

  @Override
  protected HostLeases leases() {
    return leases;
  }

  @Override
  protected void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void sharesHostsWithOtherProcessesOfTheMachine() throws Exception {
    assertThat(ask("a", Aim.USE)).isInstanceOf(Held.class);
    leases.close();

    leases = SqlHostLeases.of(database(), () -> now);

    assertThat(ask("b", Aim.USE)).isInstanceOf(NotHeld.class);
  }

  @Test
  void forgetsHostsThatNobodyAsksFor() throws Exception {
    ask("a", Aim.LEAVE);
    pass(Duration.ofHours(2));
    leases.exchange("a", List.of());

    try (var connection = DataSources.unpooled(database(), 5).getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM host_lease")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isZero();
    }
  }

  @Test
  void isAwayWhileSomebodyElseKeepsTheFileLocked() throws Exception {
    try (var other = DataSources.unpooled(database(), 1).getConnection();
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");

      assertThatThrownBy(() -> ask("a", Aim.USE)).isInstanceOf(LeasesAwayException.class);
      statement.execute("ROLLBACK");
    }
    assertThat(ask("a", Aim.USE)).isInstanceOf(Held.class);
  }
}

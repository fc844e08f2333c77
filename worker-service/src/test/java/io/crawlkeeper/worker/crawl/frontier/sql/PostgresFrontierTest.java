package io.crawlkeeper.worker.crawl.frontier.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.faults.LossyProxy;
import io.crawlkeeper.settings.DatabaseSettings;
import io.crawlkeeper.sql.SqlHistory;
import io.crawlkeeper.sql.SqlPool;
import io.crawlkeeper.worker.crawl.frontier.Beginning;
import io.crawlkeeper.worker.crawl.frontier.Claim;
import io.crawlkeeper.worker.crawl.frontier.FrontierAwayException;
import io.crawlkeeper.worker.crawl.frontier.FrontierStore;
import io.crawlkeeper.worker.crawl.frontier.Handouts;
import io.crawlkeeper.worker.crawl.frontier.StoredFrontierContract;
import io.crawlkeeper.worker.crawl.frontier.SupersededException;
import io.crawlkeeper.worker.run.RunKey;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresFrontierTest extends StoredFrontierContract {
  @SuppressWarnings("NullAway.Init")
  private static EmbeddedPostgres server;

  @SuppressWarnings("NullAway.Init")
  private static SqlPool pool;

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.start();
    SqlHistory.open(at(server.getPort())).close();
    pool = SqlPool.open(at(server.getPort()), "frontier", 4);
  }

  @AfterAll
  static void stopServer() throws IOException {
    pool.close();
    server.close();
  }

  @AfterEach
  void dropAll() throws IOException {
    for (var run : store().runs()) {
      store().drop(run.id());
    }
    assertThat(partitions()).isZero();
  }

  private static DatabaseSettings at(int port) {
    return new DatabaseSettings(
        "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), "postgres", "secret");
  }

  @Override
  protected FrontierStore store() {
    return new PostgresFrontierStore(pool);
  }

  private static long partitions() throws IOException {
    var sql = "SELECT count(*) FROM pg_inherits";
    try (var connection = server.getPostgresDatabase().getConnection();
        var rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Test
  void hasPartitionsOnlyForRunsUnderWay() throws IOException {
    frontier().commit(found(0, "http://a/1"));
    assertThat(partitions()).isPositive();

    store().drop(claim(1).run().id());
    assertThat(partitions()).isZero();
  }

  @Test
  void tellsAnAttemptThatItsRunIsOver() throws IOException {
    var frontier = frontier();
    frontier.commit(found(0, "http://a/1"));
    store().drop(claim(1).run().id());

    assertThatThrownBy(() -> frontier.commit(found(0, "http://a/2")))
        .isInstanceOf(SupersededException.class);
    assertThatThrownBy(() -> frontier.lease(1, 1, NOW)).isInstanceOf(SupersededException.class);
  }

  @Test
  void goesOnWhenASilentServerSpeaksAgain() throws Exception {
    try (var proxy = new LossyProxy(server.getPort());
        var lossy = SqlPool.open(at(proxy.port()), "lossy", 2)) {
      var claim = new Claim(new RunKey("7-lossy", "docs", 7), 1, "here", Long.MAX_VALUE, false);
      try (var frontier =
          new PostgresFrontierStore(lossy).begin(claim, new Beginning(List.of(), new Handouts()))) {
        frontier.commit(found(0, "http://a/1", "http://a/2"));
        var commit = fetched(entries(frontier, 1).getFirst());
        proxy.fallSilent();
        assertThatThrownBy(() -> frontier.commit(commit)).isInstanceOf(FrontierAwayException.class);
        proxy.pass();

        frontier.commit(commit);

        assertThat(frontier.queued()).isEqualTo(1);
        assertThat(texts(frontier.more("http://a", 9, NOW))).containsExactly("http://a/2");
      }
    }
  }

  @Test
  void tellsThatItIsAwayInTheMiddleOfTheIndexAndGivesItAnew() throws Exception {
    var frontier = frontier();
    var urls = IntStream.range(0, 2_000).mapToObj(i -> "http://a/" + i).toArray(String[]::new);
    frontier.commit(found(0, urls));
    // More often than the pool has connections.
    for (var i = 0; i < 6; i++) {
      try (var index = frontier.index()) {
        var entries = index.iterator();
        entries.next();
        endConnections();
        assertThatThrownBy(() -> entries.forEachRemaining(_ -> {}))
            .isInstanceOf(UncheckedIOException.class)
            .hasCauseInstanceOf(FrontierAwayException.class);
      } catch (UncheckedIOException e) {
        assertThat(e).hasCauseInstanceOf(FrontierAwayException.class);
      }
    }

    assertThat(index(frontier)).hasSize(urls.length);
  }

  private static void endConnections() throws SQLException {
    var sql =
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'\
        """;
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

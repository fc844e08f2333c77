package io.crawlkeeper.worker.crawl.frontier.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.worker.crawl.frontier.Commit;
import io.crawlkeeper.worker.crawl.frontier.Counts;
import io.crawlkeeper.worker.crawl.frontier.FrontierAwayException;
import io.crawlkeeper.worker.crawl.frontier.FrontierStore;
import io.crawlkeeper.worker.crawl.frontier.StoredFrontierContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFrontierTest extends StoredFrontierContract {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path folder;

  @Override
  protected FrontierStore store() {
    return new SqliteFrontierStore(folder.resolve("frontier"));
  }

  @Test
  void beginsAnewWhereAKilledProcessHasLeftAnEmptyFile() throws IOException {
    Files.createDirectories(folder.resolve("frontier"));
    var left = folder.resolve("frontier/" + claim(1).run().id() + ".1.db");
    Files.createFile(left);

    assertThat(store().runs()).isEmpty();
    assertThat(store().resume(claim(2))).isNull();
    assertThat(left).doesNotExist();
  }

  @Test
  void leavesNoFileBehind() throws IOException {
    var frontier = frontier();
    frontier.commit(found(0, "http://a/1"));
    store().drop(claim(1).run().id());
    frontier.close();

    try (var files = Files.list(folder.resolve("frontier"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void doesACommitOnceWhoseAnswerWasLost() throws IOException {
    frontier().commit(found(0, "http://a/1", "http://a/2", "http://a/3"));
    var file = folder.resolve("frontier/" + claim(1).run().id() + ".1.db");
    var session = new Forgetful(file);
    var tables = new Tables(1, "", "");
    try (var frontier =
        SqlFrontier.resumed(session, new SqliteSession(file), tables, claim(1), 1)) {
      var entries = frontier.lease(1, 2, NOW).getFirst().entries();
      var commit =
          new Commit(
              fetched(entries.getFirst()).done(),
              List.of(new Commit.Deferral(entries.get(1), NOW.plusSeconds(5))),
              List.of(link("http://a/4", 1)),
              List.of(),
              Counts.NONE,
              List.of());
      session.armed = true;
      assertThatThrownBy(() -> frontier.commit(commit)).isInstanceOf(FrontierAwayException.class);

      frontier.commit(commit);

      assertThat(frontier.queued()).isEqualTo(3);
      assertThat(frontier.nextDue()).isEqualTo(NOW.plusSeconds(5));
      assertThat(texts(frontier.more("http://a", 9, NOW)))
          .containsExactly("http://a/3", "http://a/4");
      assertThat(index(frontier)).hasSize(4);
    }
  }

  @Test
  void doesACommitOnceThoughTheStoreIsAwayAgainWhenItIsAskedWhatBecameOfIt() throws IOException {
    frontier().commit(found(0, "http://a/1", "http://a/2", "http://a/3"));
    var file = folder.resolve("frontier/" + claim(1).run().id() + ".1.db");
    var session = new Forgetful(file);
    var tables = new Tables(1, "", "");
    try (var frontier =
        SqlFrontier.resumed(session, new SqliteSession(file), tables, claim(1), 1)) {
      var commit = fetched(frontier.lease(1, 2, NOW).getFirst().entries().getFirst());
      session.armed = true;
      assertThatThrownBy(() -> frontier.commit(commit)).isInstanceOf(FrontierAwayException.class);
      for (var refused = 1; refused <= 2; refused++) {
        // The transaction, what it counted, and what is known of hosts that are open.
        session.takesLeft = refused;
        assertThatThrownBy(() -> frontier.commit(commit)).isInstanceOf(FrontierAwayException.class);
      }
      session.takesLeft = Integer.MAX_VALUE;

      frontier.commit(commit);

      assertThat(frontier.queued()).isEqualTo(2);
      assertThat(texts(frontier.more("http://a", 9, NOW))).containsExactly("http://a/3");
    }
  }

  /** Commits, and does not tell. */
  private static final class Forgetful extends Session {
    private final SqliteSession inner;
    private boolean armed;
    private int takesLeft = Integer.MAX_VALUE;

    private Forgetful(Path file) {
      inner = new SqliteSession(file);
    }

    @Override
    Connection take() throws SQLException {
      if (takesLeft-- <= 0) {
        throw new SQLTransientException("no answer");
      }
      return inner.take();
    }

    @Override
    void give(Connection connection, boolean failed) throws SQLException {
      inner.give(connection, failed);
    }

    @Override
    <T extends @Nullable Object> T write(Work<T> work) throws IOException {
      var result = super.write(work);
      if (armed) {
        armed = false;
        throw new FrontierAwayException("lost", new SQLException("lost"));
      }
      return result;
    }

    @Override
    public void close() throws IOException {
      inner.close();
    }
  }
}

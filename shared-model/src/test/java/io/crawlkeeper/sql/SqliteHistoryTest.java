package io.crawlkeeper.sql;

import static io.crawlkeeper.history.Rows.ANY;
import static io.crawlkeeper.history.Rows.ended;
import static io.crawlkeeper.history.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.settings.DatabaseSettings;
import io.crawlkeeper.settings.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteHistoryTest extends SqlHistoryContract {

  @SuppressWarnings("NullAway.Init")
  @TempDir
  private Path folder;

  @Override
  DatabaseSettings database() {
    return file("data/crawlkeeper.db");
  }

  @Override
  DatabaseSettings empty() {
    return file("other/crawlkeeper.db");
  }

  private DatabaseSettings file(String name) {
    return new DatabaseSettings("jdbc:sqlite:" + folder.resolve(name), "", "");
  }

  @Test
  void isAwayWhileSomebodyElseKeepsTheFileLocked() throws Exception {
    var group = List.of(row(ended(7, 1), 1));
    try (var other = DataSources.unpooled(database(), 1).getConnection();
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");

      assertThatThrownBy(() -> history().write(group, List.of()))
          .isInstanceOf(HistoryAwayException.class)
          .hasMessageContaining("SQLITE_BUSY");
      assertThat(history().runs(ANY)).isEmpty();
      statement.execute("ROLLBACK");
    }

    history().write(group, List.of());
    assertThat(history().runs(ANY)).hasSize(1);
  }

  @Test
  void refusesToStartOnAFileThatIsNoDatabase() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "Not a database, but long enough to be one.");

    assertThatThrownBy(() -> SqlHistory.open(file("notes.txt")))
        .isInstanceOf(StartRefused.class)
        .hasMessageMatching("The database file .*notes.txt cannot be used: .+[^.]\\.");
  }

  @Test
  void refusesToStartWhereItCannotWrite() throws IOException {
    Files.writeString(folder.resolve("taken"), "");

    assertThatThrownBy(() -> SqlHistory.open(file("taken/crawlkeeper.db")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("taken/crawlkeeper.db cannot be used: ");
  }
}

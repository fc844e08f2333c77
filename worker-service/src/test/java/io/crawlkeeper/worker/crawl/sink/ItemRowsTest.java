package io.crawlkeeper.worker.crawl.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crawlkeeper.model.CrawlBuilder;
import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.Output;
import io.crawlkeeper.settings.DatabaseSettings;
import io.crawlkeeper.sql.SqlHistory;
import io.crawlkeeper.sql.SqlItems;
import io.crawlkeeper.storage.FolderStorage;
import io.crawlkeeper.storage.TableStorage;
import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import io.crawlkeeper.worker.crawl.frontier.SinkState;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

class ItemRowsTest {
  private static final String URL = "http://example.org/";

  @TempDir Path folder;
  private DatabaseSettings database;
  private SqlItems items;

  @BeforeEach
  void open() {
    database = new DatabaseSettings("jdbc:sqlite:" + folder.resolve("c.db"), "", "");
    SqlHistory.open(database).close();
    items = SqlItems.of(database);
  }

  @AfterEach
  void close() {
    items.close();
  }

  private Sinks sinks(int attempt, List<SinkState> states) throws IOException {
    var storage = new TableStorage(FolderStorage.open(folder.resolve("results")), items);
    return Sinks.open(
        new RunPlace(storage, "t/7-1", attempt, RunPlace.FULL),
        plan(),
        "Crawlkeeper/1",
        states,
        attempt - 1);
  }

  private static CrawlPlan plan() {
    return CrawlBuilder.of(URL).output(Output.SQL).build().plan();
  }

  private static void write(Sinks sinks, String... names) throws IOException {
    var page = PageRecord.unanswered(URL, 0, null, Instant.EPOCH, null);
    var found = new ArrayList<Item>();
    for (var name : names) {
      found.add(new Item("book", URL, JsonNodeFactory.instance.objectNode().put("title", name)));
    }
    var _ = sinks.write(sinks.encode(page, null, found));
  }

  private List<String> visible() throws SQLException {
    try (var connection = DriverManager.getConnection(database.url());
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT task, position, fields FROM items WHERE run = '7-1' ORDER BY sequence")) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1) + " " + rows.getInt(2) + " " + rows.getString(3));
      }
      return found;
    }
  }

  @Test
  void showsTheItemsOfARunOnceWhateverIsRepeated() throws Exception {
    var first = sinks(1, List.of());
    write(first, "a", "b");
    var states = first.flush();
    first.committed();
    write(first, "lost", "lost", "lost");
    var _ = first.flush();

    var second = sinks(2, states);
    write(second, "c");
    var last = second.flush();
    second.committed();
    write(first, "by a zombie");
    var _ = first.flush();
    assertThat(visible()).isEmpty();
    second.finish(List.<IndexEntry>of().iterator());
    sinks(3, last).finish(List.<IndexEntry>of().iterator());

    assertThat(visible())
        .containsExactly("t 0 {\"title\":\"a\"}", "t 1 {\"title\":\"b\"}", "t 0 {\"title\":\"c\"}");

    items.remove("7-1");
    assertThat(visible()).isEmpty();
  }

  /** PostgreSQL stores JSON with a NUL in a text, and then refuses to read it. */
  @Test
  void storesNoNul() throws Exception {
    var sinks = sinks(1, List.of());
    write(sinks, "\0a\0\0b\\\0", "\\u0000");
    var _ = sinks.flush();
    sinks.committed();
    sinks.finish(List.<IndexEntry>of().iterator());

    assertThat(visible())
        .containsExactly(
            "t 0 {\"title\":\"\ufffda\ufffd\ufffdb\\\\\ufffd\"}", "t 1 {\"title\":\"\\\\u0000\"}");
  }

  @Test
  void needsADatabase() throws IOException {
    var place =
        new RunPlace(FolderStorage.open(folder.resolve("results")), "t/7-1", 1, RunPlace.FULL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sinks.open(place, plan(), "Crawlkeeper/1", List.of(), 0));
  }
}

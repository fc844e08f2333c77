package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import com.robothy.s3.rest.LocalS3;
import io.crawlkeeper.history.History;
import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.settings.DatabaseSettings;
import io.crawlkeeper.settings.StorageSettings;
import io.crawlkeeper.sql.SqlHistory;
import io.crawlkeeper.sql.SqlPool;
import io.crawlkeeper.storage.S3Storage;
import io.crawlkeeper.storage.Storage;
import io.crawlkeeper.worker.crawl.frontier.FrontierStore;
import io.crawlkeeper.worker.crawl.frontier.sql.PostgresFrontierStore;
import io.crawlkeeper.worker.crawl.recrawl.HistoryEarlierRuns;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same on each of the databases and storages that there are. */
@Timeout(180)
class StoredRecrawlTest extends RecrawlFixture {

  @Test
  void worksOnSqliteAndAFolder() throws Exception {
    var database = new DatabaseSettings("jdbc:sqlite:" + data.resolve("history.db"), "", "");
    try (var history = SqlHistory.open(database)) {
      recrawl(history, store(), storage(results));
    }
  }

  @Test
  void worksOnPostgresAndS3() throws Exception {
    try (var server = EmbeddedPostgres.start()) {
      var url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort());
      var database = new DatabaseSettings(url, "postgres", "secret");
      try (var history = SqlHistory.open(database);
          var pool = SqlPool.open(database, "frontier", 4)) {
        onS3(history, new PostgresFrontierStore(pool));
      }
    }
  }

  private void onS3(History history, FrontierStore store) throws Exception {
    var server = LocalS3.builder().port(-1).build();
    server.start();
    try {
      var url = "http://127.0.0.1:" + server.getPort();
      try (var client = HttpClient.newHttpClient()) {
        var bucket = HttpRequest.newBuilder(URI.create(url + "/results"));
        client.send(
            bucket.PUT(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
      }
      var settings = new StorageSettings("s3://results/a", url, "us-east-1", "key", "secret");
      try (var storage = S3Storage.open(settings)) {
        recrawl(history, store, storage);
      }
    } finally {
      server.shutdown();
    }
  }

  /** Each run by an executor of its own, as if another worker had taken over. */
  private void recrawl(History history, FrontierStore store, Storage storage) throws Exception {
    page("/", "ETag", "\"1\"", "<h1>All</h1><a href=a>a</a><a href=b>b</a>");
    page("/a", "Last-Modified", OLD, "<h1>A</h1>");
    page("/b", "ETag", "\"1\"", "<h1>B</h1>");
    var attempt = TestAttempt.of(site.url("/")).rules(headings()).withoutRobots();
    recorded(history, store, storage, attempt);
    var items = lines(storage, "items-00000.jsonl");
    page("/b", "ETag", "\"2\"", "<h1>B</h1>");

    recorded(history, store, storage, attempt.again());
    assertThat(lines(storage, "items-00000.jsonl")).hasSize(3).isEqualTo(items);
    assertThat(responses(storage)).containsExactly("response /b", "revisit /", "revisit /a");

    recorded(history, store, storage, attempt.again());
    assertThat(lines(storage, "items-00000.jsonl")).isEqualTo(items);
    assertThat(responses(storage)).containsExactly("revisit /", "revisit /a", "revisit /b");
    assertThat(unchanged(storage))
        .containsEntry("/", "7-1")
        .containsEntry("/a", "7-1")
        .containsEntry("/b", "7-2");
  }

  private void recorded(History history, FrontierStore store, Storage storage, TestAttempt attempt)
      throws Exception {
    var durability = Durability.of(store).with(new HistoryEarlierRuns(history));
    try (var executor = executor(durability, storage)) {
      var outcome = run(executor, attempt);
      var now = Instant.now();
      var run =
          Run.queued(attempt.run().id(), attempt.task(), Run.Cause.TICK, now, now)
              .started("worker-1", now)
              .ended(outcome, now);
      history.write(List.of(new RunRow(run, ended.size())), List.of());
    }
  }
}

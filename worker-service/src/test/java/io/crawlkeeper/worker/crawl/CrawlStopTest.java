package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.Run.Outcome;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class CrawlStopTest extends CrawlFixture {

  /** Before a server that is silent for 20 s would be given up. */
  private static final Duration SOON = Duration.ofSeconds(15);

  @Test
  void endsSoonWhenInterrupted() throws Exception {
    var asked = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    site.on("/", exchange -> hang(asked, never));
    var executor = executor();
    var attempt = TestAttempt.of(site.url("/"));
    var ended = new CompletableFuture<Void>();
    var thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    executor.execute(attempt);
                  } catch (InterruptedException e) {
                    ended.complete(null);
                  }
                });
    asked.await();

    attempt.stop = true;
    thread.interrupt();

    await().atMost(SOON).until(ended::isDone);
    never.countDown();
    executor.clear(attempt.run());
    assertThat(results.resolve("docs/7-1/pages-00000.jsonl")).doesNotExist();
  }

  private static void hang(CountDownLatch asked, CountDownLatch never) {
    asked.countDown();
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void startsNothingWhileItMayNotAct() throws Exception {
    tree(5);
    var executor = executor();
    var attempt = TestAttempt.of(site.url("/p0"));
    attempt.mayAct = false;
    var outcome = new CompletableFuture<Outcome>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                outcome.complete(executor.execute(attempt));
              } catch (InterruptedException e) {
                outcome.completeExceptionally(e);
              }
            });

    await().during(Duration.ofMillis(300)).until(() -> site.requests().isEmpty());
    attempt.mayAct = true;

    assertThat(outcome.get().progress().fetched()).isEqualTo(5);
  }

  @Test
  void publishesNothingWhileItMayNotAct() throws Exception {
    var attempt = TestAttempt.of(site.url("/"));
    var asked = new CountDownLatch(1);
    site.on(
        "/",
        exchange -> {
          attempt.mayAct = false;
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
          asked.countDown();
        });
    var executor = executor();
    var outcome = new CompletableFuture<Outcome>();
    var published = results.resolve("docs/7-1/pages-00000.jsonl");
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                outcome.complete(executor.execute(attempt));
              } catch (InterruptedException e) {
                outcome.completeExceptionally(e);
              }
            });
    asked.await();

    await().during(Duration.ofMillis(500)).until(() -> !Files.exists(published));
    attempt.mayAct = true;

    outcome.get();
    assertThat(published).exists();
  }
}

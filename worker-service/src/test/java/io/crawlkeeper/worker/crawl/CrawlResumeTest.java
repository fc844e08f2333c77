package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.model.RunState;
import io.crawlkeeper.worker.crawl.frontier.Beginning;
import io.crawlkeeper.worker.crawl.frontier.Claim;
import io.crawlkeeper.worker.crawl.frontier.Frontier;
import io.crawlkeeper.worker.crawl.frontier.FrontierAwayException;
import io.crawlkeeper.worker.crawl.frontier.FrontierStore;
import io.crawlkeeper.worker.crawl.frontier.Handouts;
import io.crawlkeeper.worker.run.RunKey;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class CrawlResumeTest extends CrawlFixture {
  private static final int BATCH = 50;

  @Test
  void goesOnFromTheLastBatchAndRepeatsNoMoreThanOne() throws Exception {
    tree(400);
    var store = store();
    var executor = executor(Durability.of(store));
    var attempt = TestAttempt.of(site.url("/p0"));
    for (var stopAt : List.of(150, 300)) {
      stopAt(stopAt, attempt);
      assertThatThrownBy(() -> executor.execute(attempt)).isInstanceOf(InterruptedException.class);
      assertThat(store.runs()).extracting(RunKey::id).containsExactly("7-1");
      attempt.next();
      tree(400);
    }

    var outcome = executor.execute(attempt);

    assertThat(outcome.state()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(outcome.progress().fetched()).isEqualTo(400);
    assertThat(lines(outcome)).hasSize(400).doesNotHaveDuplicates();
    var requests = site.requests();
    assertThat(requests.size() - new HashSet<>(requests).size()).isLessThanOrEqualTo(2 * BATCH);

    executor.clear(attempt.run().ended(outcome, attempt.run().createTime()));
    assertThat(store.runs()).isEmpty();
    assertThat(lines(outcome)).hasSize(400);
  }

  private void stopAt(int page, TestAttempt attempt) {
    site.on(
        "/p" + page,
        exchange -> {
          attempt.stop = true;
          TestSite.send(exchange, 200, "text/html", leaf(page, 400).getBytes(UTF_8));
        });
  }

  @Test
  void beginsAnewWhereAnotherWorkerHasHadTheRunWithAFrontierOfItsOwn() throws Exception {
    tree(400);
    var here = store();
    var attempt = TestAttempt.of(site.url("/p0"));
    for (var store : List.of(here, store())) {
      stopAt(150, attempt);
      try (var executor = executor(Durability.of(store))) {
        assertThatThrownBy(() -> executor.execute(attempt))
            .isInstanceOf(InterruptedException.class);
      }
      attempt.next();
      tree(400);
    }

    var outcome = executor(Durability.of(here)).execute(attempt);

    assertThat(outcome.reason()).isNull();
    assertThat(outcome.progress().fetched()).isEqualTo(400);
    assertThat(lines(outcome)).hasSize(400).doesNotHaveDuplicates();
  }

  @Test
  void removesAllOfARunThatEndsWithoutOutput() throws Exception {
    tree(400);
    var store = store();
    var executor = executor(Durability.of(store));
    var attempt = TestAttempt.of(site.url("/p0"));
    stopAt(150, attempt);
    assertThatThrownBy(() -> executor.execute(attempt)).isInstanceOf(InterruptedException.class);
    assertThat(results.resolve("docs/7-1")).exists();

    executor.clear(attempt.run().abandoned("a user has cancelled it"));

    assertThat(store.runs()).isEmpty();
    assertThat(results.resolve("docs/7-1")).doesNotExist();
  }

  @Test
  void keepsTheTraceOfARunAsLongAsItsFolderCannotBeRemoved() throws Exception {
    var store = store();
    var run = TestAttempt.named("..", site.url("/")).run();
    var claim = new Claim(RunKey.of(run), 1, "here", 1, false);
    store.begin(claim, new Beginning(List.of(), new Handouts())).close();
    var executor = executor(Durability.of(store));

    assertThatThrownBy(() -> executor.clear(run.abandoned("a user has cancelled it")))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(store.runs()).hasSize(1);
  }

  @Test
  void makesNoStoreForOnePage() throws Exception {
    site.page("/", "hello");
    var store = new CountingStore(store(), 0);

    var outcome = executor(Durability.of(store)).execute(TestAttempt.of(site.url("/")));

    assertThat(outcome.progress().fetched()).isEqualTo(1);
    assertThat(store.begun).isZero();
  }

  @Test
  void leavesNothingToGoOnWithWhereItHasFailedByItself() throws Exception {
    var store = store();
    site.close();

    var outcome = executor(Durability.of(store)).execute(TestAttempt.of(site.url("/")));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.FAILED);
    assertThat(store.runs()).isEmpty();
  }

  @Test
  void standsStillWhileTheStoreIsAwayAndGoesOnAfterIt() throws Exception {
    tree(100);
    var store = new CountingStore(store(), 3);

    var outcome = executor(Durability.of(store)).execute(TestAttempt.of(site.url("/p0")));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(store.begun).isEqualTo(4);
    assertThat(lines(outcome)).hasSize(100).doesNotHaveDuplicates();
    assertThat(site.requests()).doesNotHaveDuplicates();
  }

  @Test
  void breaksWhereTheStoreStaysAway() throws Exception {
    tree(100);
    var store = new CountingStore(store(), Integer.MAX_VALUE);
    var executor = executor(new Durability(store, BATCH, Duration.ZERO));

    var outcome = executor.execute(TestAttempt.of(site.url("/p0")));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.FAILED);
    assertThat(outcome.reason()).isEqualTo("the database of the frontier is away: no answer");
    assertThat(site.requests()).hasSizeLessThan(BATCH);
  }

  /** One that is away for the first few frontiers. */
  private static final class CountingStore implements FrontierStore {
    private final FrontierStore inner;
    private final int away;
    private int begun;

    private CountingStore(FrontierStore inner, int away) {
      this.inner = inner;
      this.away = away;
    }

    @Override
    public @Nullable Frontier resume(Claim claim) throws IOException {
      return inner.resume(claim);
    }

    @Override
    public Frontier begin(Claim claim, Beginning beginning) throws IOException {
      if (++begun <= away) {
        throw new FrontierAwayException("no answer", new IOException());
      }
      return inner.begin(claim, beginning);
    }

    @Override
    public List<RunKey> runs() throws IOException {
      return inner.runs();
    }

    @Override
    public void drop(String run) throws IOException {
      inner.drop(run);
    }
  }
}

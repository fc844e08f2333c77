package io.crawlkeeper.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.worker.run.ActiveAttempt.Ended;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ActiveAttemptTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Progress SOME = new Progress(1, 2, 3, 4, 5);

  private final Tokens tokens = new Tokens();
  private final Executor executor = new Executor();

  @Test
  void commitsTheOutcomeAndKeepsTheOutput() throws Exception {
    var attempt = attempt();
    var ended = attempt.start();
    executor.outcome.complete(new Outcome(RunState.SUCCEEDED, SOME, "out", null));

    assertThat(end(ended).run()).isEqualTo(tokens.written.getLast());
    assertThat(tokens.written)
        .extracting(Run::state)
        .containsExactly(RunState.RUNNING, RunState.SUCCEEDED);
    assertThat(executor.discarded).isEmpty();
  }

  @Test
  void doesNotBeginWithoutItsToken() throws Exception {
    tokens.supersede();

    assertThat(end(attempt().start()).run()).isNull();
    assertThat(executor.started.getCount()).isEqualTo(1);
  }

  @Test
  void discardsItsOutputWhereTheRunWasTakenOver() throws Exception {
    var ended = attempt().start();
    executor.awaitStart();
    tokens.supersede();
    executor.outcome.complete(new Outcome(RunState.SUCCEEDED, SOME, "out", null));

    assertThat(end(ended).run()).isNull();
    assertThat(executor.discarded).hasSize(1);
  }

  @Test
  void stopsWhenAReportOfProgressIsRefused() throws Exception {
    var attempt = attempt();
    var ended = attempt.start();
    executor.awaitStart();
    tokens.supersede();
    attempt.report(SOME);

    assertThat(end(ended).run()).isNull();
    assertThat(executor.interrupted).isTrue();
    assertThat(executor.discarded).hasSize(1);
  }

  @Test
  void writesProgressOnceASecondAndOnlyIfThereIsSome() throws Exception {
    var attempt = attempt();
    var ended = attempt.start();
    executor.awaitStart();
    for (var i = 0; i < 1_000; i++) {
      attempt.report(new Progress(i, 0, 0, 0, 0));
    }
    await().until(() -> tokens.written.size() == 2);
    executor.outcome.complete(new Outcome(RunState.FAILED, SOME, null, "why"));

    assertThat(end(ended).run()).isNotNull();
    assertThat(tokens.written).hasSize(3);
    assertThat(tokens.written.get(1).progress().queued()).isEqualTo(999);
  }

  @Test
  void writesNothingWhereItIsDropped() throws Exception {
    var attempt = attempt();
    var ended = attempt.start();
    executor.awaitStart();
    attempt.stop(StopReason.RELEASED);
    attempt.stop(StopReason.DROPPED);

    assertThat(end(ended).run()).isNull();
    assertThat(attempt.mayAct()).isFalse();
    assertThat(tokens.written).hasSize(1);
    assertThat(executor.discarded).hasSize(1);
  }

  @Test
  void givesTheRunBackWhereTheWorkerLeaves() throws Exception {
    var attempt = attempt();
    var ended = attempt.start();
    executor.awaitStart();
    attempt.stop(StopReason.RELEASED);

    var run = end(ended).run();
    assertThat(run).isNotNull().extracting(Run::state).isEqualTo(RunState.RELEASED);
    assertThat(executor.discarded).hasSize(1);
  }

  @Test
  void recordsARunAsCancelledWhereTheTaskWasChanged() throws Exception {
    var attempt = attempt();
    var ended = attempt.start();
    executor.awaitStart();
    attempt.stop(StopReason.CANCELLED);

    var run = end(ended).run();
    assertThat(run).isNotNull().extracting(Run::state).isEqualTo(RunState.CANCELLED);
  }

  @Test
  void recordsARunAsFailedWhereItsExecutorBreaks() throws Exception {
    var ended = attempt().start();
    executor.outcome.completeExceptionally(new IllegalStateException("bug"));

    var run = end(ended).run();
    assertThat(run).isNotNull().extracting(Run::state).isEqualTo(RunState.FAILED);
  }

  private ActiveAttempt attempt() {
    var spec =
        new TaskSpec(new CrawlSpec(List.of("http://a/"), null, null, null, null, null), null);
    var task = new Task(7, "t", Map.of(), spec, 1, NOW, NOW, "op");
    return new ActiveAttempt(
        task,
        Run.none("t", 7).next("w", 1, NOW),
        0,
        new ActiveAttempt.Surroundings(tokens, executor, InstantSource.fixed(NOW), () -> true));
  }

  private static Ended end(CompletableFuture<Ended> ended) throws Exception {
    return ended.get(10, TimeUnit.SECONDS);
  }

  private static final class Tokens implements RunTokens {
    private final List<Run> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger version = new AtomicInteger();

    @Override
    public CompletableFuture<Verdict> write(Run run, int token) {
      if (token != version.get()) {
        return CompletableFuture.completedFuture(new Superseded());
      }
      written.add(run);
      return CompletableFuture.completedFuture(new Held(version.incrementAndGet()));
    }

    void supersede() {
      version.addAndGet(100);
    }
  }

  private static final class Executor implements TaskExecutor {
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final List<Attempt> discarded = new CopyOnWriteArrayList<>();
    private volatile boolean interrupted;

    @Override
    public String kind() {
      return "test";
    }

    @Override
    public Outcome execute(Attempt attempt) throws InterruptedException {
      started.countDown();
      try {
        return outcome.get();
      } catch (InterruptedException e) {
        interrupted = true;
        throw e;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    void awaitStart() throws InterruptedException {
      assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void discard(Attempt attempt) {
      discarded.add(attempt);
    }
  }
}

package io.crawlkeeper.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.worker.Tasks;
import io.crawlkeeper.worker.run.ActiveAttempt.Order;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ActiveAttemptTest {

  private static final Progress SOME = new Progress(1, 2, 3, 4, 5);

  private final Executor executor = new Executor();
  private final CompletableFuture<UnderWay> over = new CompletableFuture<>();
  private final Stragglers stragglers = new Stragglers(Duration.ofMillis(10));

  @Test
  void tellsHowItEnded() throws Exception {
    var attempt = begun();
    attempt.report(SOME);
    var outcome = new Outcome(Ended.SUCCEEDED, SOME, "out", null);
    executor.outcome.complete(outcome);

    assertThat(end().outcome()).isEqualTo(outcome);
    assertThat(attempt.progress()).isEqualTo(SOME);
  }

  @Test
  void hasNoOutcomeWhereItWasStopped() throws Exception {
    var attempt = begun();
    executor.awaitStart();
    attempt.stop();

    assertThat(end().outcome()).isNull();
    assertThat(attempt.mayAct()).isFalse();
    assertThat(executor.interrupted).isTrue();
  }

  @Test
  void hasFailedWhereItsExecutorBreaks() throws Exception {
    var _ = begun();
    executor.outcome.completeExceptionally(new IllegalStateException("bug"));

    var outcome = end().outcome();
    assertThat(outcome).isNotNull();
    assertThat(outcome == null ? null : outcome.state()).isEqualTo(Ended.FAILED);
  }

  @Test
  void cutsWhatWouldNotFitTheLedger() throws Exception {
    var _ = begun();
    executor.outcome.complete(new Outcome(Ended.FAILED, SOME, null, "x".repeat(100_000)));

    var outcome = end().outcome();
    assertThat(outcome == null ? null : outcome.reason()).hasSize(4_000);
  }

  @Test
  void isAStragglerUntilItReturnsWhereItDoesNotStop() throws Exception {
    executor.stubborn = true;
    var attempt = begun();
    executor.awaitStart();
    assertThat(stragglers.count()).isZero();

    attempt.stop();
    attempt.stop();
    await().until(() -> stragglers.count() == 1);

    executor.outcome.complete(new Outcome(Ended.SUCCEEDED, SOME, "out", null));
    var _ = end();
    await().until(() -> stragglers.count() == 0);
  }

  private ActiveAttempt begun() {
    var task = Tasks.once("t", 7);
    var attempt =
        new ActiveAttempt(
            new Order(task, Tasks.started("t", "w", Tasks.START), false),
            executor,
            () -> true,
            over::complete,
            stragglers);
    attempt.start();
    return attempt;
  }

  private UnderWay end() throws Exception {
    return over.get(3, TimeUnit.MINUTES);
  }

  private static final class Executor implements TaskExecutor {
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile boolean interrupted;
    private volatile boolean stubborn;

    @Override
    public String kind() {
      return "test";
    }

    @Override
    public Outcome execute(Attempt attempt) throws InterruptedException {
      started.countDown();
      try {
        return stubborn ? outcome.join() : outcome.get();
      } catch (InterruptedException e) {
        interrupted = true;
        throw e;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    void awaitStart() throws InterruptedException {
      assertThat(started.await(3, TimeUnit.MINUTES)).isTrue();
    }

    @Override
    public void clear(Run run) {}
  }
}

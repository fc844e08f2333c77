package io.crawlkeeper.model;

import io.crawlkeeper.model.RunSpec.HistorySpec;
import io.crawlkeeper.model.RunSpec.RetrySpec;
import io.crawlkeeper.model.RunSpec.WorkerLoss;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How runs are carried out, with every default filled in.
 *
 * @param timeout null means no limit
 */
public record RunPlan(
    @Nullable Duration timeout, Retry retry, WorkerLoss onWorkerLoss, History history) {

  /** See {@link RetrySpec}. */
  public record Retry(int attempts, Duration backoff, Duration maxBackoff) {

    static Retry of(@Nullable RetrySpec spec) {
      var given = spec == null ? new RetrySpec(null, null, null) : spec;
      return new Retry(
          Objects.requireNonNullElse(given.attempts(), 1),
          Objects.requireNonNullElse(given.backoff(), Duration.ofSeconds(30)),
          Objects.requireNonNullElse(given.maxBackoff(), Duration.ofMinutes(30)));
    }

    /** How long to wait after so many tries have failed, at least one. */
    public Duration pause(int failures) {
      var doublings = Math.min(30, failures - 1);
      var factor = 1L << doublings;
      return maxBackoff.dividedBy(factor).compareTo(backoff) < 0
          ? maxBackoff
          : backoff.multipliedBy(factor);
    }
  }

  /** See {@link HistorySpec}. */
  public record History(int runs, int ticks, Duration age) {

    static History of(@Nullable HistorySpec spec) {
      var given = spec == null ? new HistorySpec(null, null, null) : spec;
      return new History(
          Objects.requireNonNullElse(given.runs(), 1_000),
          Objects.requireNonNullElse(given.ticks(), 10_000),
          Objects.requireNonNullElse(given.age(), Duration.ofDays(90)));
    }
  }

  static RunPlan of(RunSpec spec) {
    return new RunPlan(
        spec.timeout(),
        Retry.of(spec.retry()),
        Objects.requireNonNullElse(spec.onWorkerLoss(), WorkerLoss.RESUME),
        History.of(spec.history()));
  }
}

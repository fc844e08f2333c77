package io.crawlkeeper.worker;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.Tick;
import io.crawlkeeper.model.Tick.Outcome;
import io.crawlkeeper.model.Tick.Reason;
import io.crawlkeeper.model.Words;
import io.crawlkeeper.worker.assignment.AssignmentLoop;
import io.crawlkeeper.worker.assignment.LedgerListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What operators watch of ticks and runs, when they are committed. What counts the outcomes is
 * there from the start, as the first of a kind would otherwise show no increase.
 */
final class LedgerMetrics implements LedgerListener {

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int BUFFERS = 5;

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Timer lateness;

  /** How long the ticks were due that were accounted for within the last minutes. */
  private final TimeWindowMax overdue;

  /**
   * @param kinds of tasks that this worker carries out
   */
  LedgerMetrics(MeterRegistry registry, InstantSource clock, Set<String> kinds) {
    this.registry = registry;
    this.clock = clock;
    this.lateness =
        Timer.builder("crawlkeeper.tick.lateness")
            .description("From when a tick is due, its jitter included, to its run being committed")
            .publishPercentiles(0.5, 0.99)
            .distributionStatisticExpiry(WINDOW)
            .register(registry);
    this.overdue =
        new TimeWindowMax(registry.config().clock(), WINDOW.dividedBy(BUFFERS).toMillis(), BUFFERS);
    ticks();
    kinds.forEach(this::runs);
  }

  private void ticks() {
    for (var outcome : Outcome.values()) {
      if (outcome != Outcome.SKIPPED) {
        var _ = ticks(outcome, null);
      }
    }
    for (var reason : Reason.values()) {
      var _ = ticks(Outcome.SKIPPED, reason);
    }
  }

  private void runs(String kind) {
    for (var state : RunState.Ended.values()) {
      var _ = runs(kind, state);
    }
  }

  /** Goes on growing while nothing is decided or nothing can be committed. */
  void watch(AssignmentLoop loop) {
    Gauge.builder("crawlkeeper.tick.overdue", loop, this::overdueSeconds)
        .description("The longest that a tick is due, or was within minutes, and not accounted for")
        .baseUnit("seconds")
        .register(registry);
  }

  private double overdueSeconds(AssignmentLoop loop) {
    var due = loop.firstDue();
    var now = due == null ? 0 : late(due).toMillis() / 1000.0;
    return Math.max(now, overdue.poll(TimeUnit.SECONDS));
  }

  @Override
  public void committed(Commit commit) {
    commit.after().ticks().stream()
        .filter(tick -> tick.number() > commit.before().tick())
        .forEach(tick -> accounted(tick, commit.delay()));
    commit.ended().forEach(run -> ended(commit.task().spec().kind(), run));
  }

  private void accounted(Tick tick, Duration delay) {
    ticks(tick.outcome(), tick.reason()).increment((double) tick.count());
    if (planned(tick)) {
      var late = late(tick.time().plus(delay));
      overdue.record((double) late.toMillis(), TimeUnit.MILLISECONDS);
      if (tick.outcome() != Outcome.SKIPPED) {
        lateness.record(late);
      }
    }
  }

  /** Whether somebody has waited for the tick at its time. */
  private static boolean planned(Tick tick) {
    return tick.outcome() != Outcome.BACKFILLED
        && tick.reason() != Reason.PAUSED
        && tick.reason() != Reason.CHANGED;
  }

  private Duration late(Instant due) {
    var late = Duration.between(due, clock.instant());
    return late.isNegative() ? Duration.ZERO : late;
  }

  private void ended(String kind, Run run) {
    runs(kind, run.state()).increment();
    var began = run.startTime();
    var ended = run.endTime();
    if (began != null && ended != null) {
      registry
          .timer("crawlkeeper.run.duration", "kind", kind, "state", run.state().word())
          .record(Duration.between(began, ended));
    }
  }

  private Counter ticks(Outcome outcome, @Nullable Reason reason) {
    return registry.counter(
        "crawlkeeper.ticks",
        "outcome",
        Words.of(outcome),
        "reason",
        reason == null ? "" : Words.of(reason));
  }

  private Counter runs(String kind, RunState state) {
    return registry.counter("crawlkeeper.runs", "kind", kind, "state", state.word());
  }
}

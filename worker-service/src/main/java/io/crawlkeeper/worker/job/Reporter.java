package io.crawlkeeper.worker.job;

import io.crawlkeeper.model.Progress;
import io.crawlkeeper.worker.run.Attempt;
import org.jspecify.annotations.Nullable;

/** Tells where an attempt stands, and keeps what was told last. */
final class Reporter {
  private final Attempt attempt;
  private final Patience patience;
  private volatile Progress last = Progress.NONE;
  private volatile boolean running;

  Reporter(Attempt attempt) {
    this.attempt = attempt;
    this.patience = new Patience(attempt.run().id(), this::note);
  }

  /** For requests of this attempt, on its thread. */
  Patience patience() {
    return patience;
  }

  void note(@Nullable String note) {
    last = Progress.NONE.with(note);
    attempt.report(last);
  }

  void running(boolean now) {
    running = now;
  }

  /** Whether a container of it runs, as was seen last. */
  boolean running() {
    return running;
  }

  Progress last() {
    return last;
  }
}

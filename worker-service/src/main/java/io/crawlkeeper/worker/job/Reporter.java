package io.crawlkeeper.worker.job;

import io.crawlkeeper.model.Progress;
import io.crawlkeeper.worker.run.Attempt;

/** Tells where an attempt stands. */
final class Reporter {
  private final Attempt attempt;
  private final Patience patience;
  private volatile boolean running;

  Reporter(Attempt attempt) {
    this.attempt = attempt;
    this.patience = new Patience(attempt.run().id(), this::note);
  }

  /** For requests of this attempt, on its thread. */
  Patience patience() {
    return patience;
  }

  void note(String note) {
    attempt.report(Progress.of(note));
  }

  void running(boolean now) {
    running = now;
  }

  /** Whether a container of it runs, as was seen last. */
  boolean running() {
    return running;
  }
}

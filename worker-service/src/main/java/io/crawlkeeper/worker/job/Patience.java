package io.crawlkeeper.worker.job;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats requests to a cluster that does not answer, in ever longer pauses up to a bound, until it
 * does: what runs there goes on meanwhile. Of one thread.
 */
final class Patience {
  private static final Logger log = LoggerFactory.getLogger(Patience.class);
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final String run;
  private final Consumer<String> note;

  /** A request. */
  interface Request<T> {
    T make() throws ClusterTrouble, InterruptedException;
  }

  /**
   * @param note is told why nothing goes on
   */
  Patience(String run, Consumer<String> note) {
    this.run = run;
    this.note = note;
  }

  /**
   * @throws ClusterRefusal if the cluster says no
   */
  <T> T untilAnswered(Request<T> request) throws ClusterRefusal, InterruptedException {
    for (var failures = 1; true; failures++) {
      try {
        return request.make();
      } catch (ClusterTrouble e) {
        switch (e) {
          case ClusterAway away -> pause(away, failures);
          case ClusterRefusal refusal -> throw refusal;
        }
      }
    }
  }

  /** Also when it says no: for what runs there already, and could be seen until now. */
  <T> T untilDone(Request<T> request) throws InterruptedException {
    for (var failures = 1; true; failures++) {
      try {
        return request.make();
      } catch (ClusterTrouble e) {
        pause(e, failures);
      }
    }
  }

  private void pause(ClusterTrouble trouble, int failures) throws InterruptedException {
    if (failures == 1) {
      log.warn("Run {} stands still, as Kubernetes does not answer: {}", run, trouble.getMessage());
    }
    note.accept(
        Standing.cut("Kubernetes does not answer: " + trouble.getMessage(), Standing.LONGEST));
    Thread.sleep(length(failures));
  }

  private static Duration length(int failures) {
    var doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
    var whole = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    // Not all at once when it answers again.
    return whole.multipliedBy(ThreadLocalRandom.current().nextLong(50, 101)).dividedBy(100);
  }
}

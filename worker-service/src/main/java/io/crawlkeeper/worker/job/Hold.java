package io.crawlkeeper.worker.job;

import io.crawlkeeper.worker.job.Claim.Step.AwaitGone;
import io.crawlkeeper.worker.job.Claim.Step.Create;
import io.crawlkeeper.worker.job.Claim.Step.Follow;
import io.crawlkeeper.worker.job.Claim.Step.Foreign;
import io.crawlkeeper.worker.job.Claim.Step.Remove;
import io.crawlkeeper.worker.job.Claim.Step.Superseded;
import io.crawlkeeper.worker.job.Claim.Step.TakeOver;
import io.crawlkeeper.worker.run.Attempt;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the Job of an attempt's run: made, or taken over from the attempt before. Reads, does one
 * step, and reads again, as whatever it has read may be another's by now. Used once, by one thread.
 */
final class Hold {
  private static final Logger log = LoggerFactory.getLogger(Hold.class);
  private static final Duration GOING = Duration.ofMillis(500);
  private static final Duration UNSURE = Duration.ofMillis(50);

  private final JobCluster cluster;
  private final Attempt attempt;
  private final Claim claim;
  private final JobOrder order;
  private final Reporter reporter;

  /** The name of the Job is taken by one that is not this run's, or by a later attempt's. */
  static final class LostException extends Exception {
    private static final long serialVersionUID = 1;

    LostException(String message) {
      super(message);
    }
  }

  Hold(JobCluster cluster, Attempt attempt, Claim claim, JobOrder order, Reporter reporter) {
    this.cluster = cluster;
    this.attempt = attempt;
    this.claim = claim;
    this.order = order;
    this.reporter = reporter;
  }

  /**
   * @return the Job, which is this attempt's or has ended
   * @throws ClusterRefusal if the cluster does not want it
   */
  FoundJob get() throws ClusterRefusal, LostException, InterruptedException {
    while (true) {
      var step = reporter.patience().untilAnswered(this::next);
      switch (step) {
        case Follow(var job) -> {
          return job;
        }
        case Create() -> create();
        case TakeOver(var job) -> takeOver(job);
        case Remove(var job) -> remove(job);
        case AwaitGone(var job) -> awaitGone(job);
        case Superseded(var job) ->
            throw new LostException("another attempt has taken over its Job " + job.ref());
        case Foreign(var job) -> throw foreign(job);
      }
    }
  }

  private Claim.Step next() throws ClusterTrouble, InterruptedException {
    var named = cluster.find(order.namespace(), order.name()).orElse(null);
    return claim.next(named, cluster.ofTask(order.namespace(), claim.me().run().taskId()));
  }

  private void create() throws ClusterRefusal, InterruptedException {
    reporter.note("pending: its Job is being made");
    if (write(() -> cluster.create(order, claim.me()))) {
      log.info("Run {}: made Job {}.", claim.me().run().id(), order.name());
    }
  }

  private void takeOver(FoundJob job) throws ClusterRefusal, InterruptedException {
    var before = job.tag();
    if (write(() -> cluster.takeOver(job.ref(), claim.me()))
        && before != null
        && before.attempt() < claim.me().attempt()) {
      log.info(
          "Run {}: attempt {} goes on with Job {} of attempt {}.",
          claim.me().run().id(),
          claim.me().attempt(),
          job.ref(),
          before.attempt());
    }
  }

  private void remove(FoundJob job) throws ClusterRefusal, InterruptedException {
    log.info("Run {}: deletes Job {} before its own begins.", claim.me().run().id(), job.ref());
    var _ = write(() -> cluster.delete(job.ref()));
  }

  private void awaitGone(FoundJob job) throws InterruptedException {
    reporter.note("pending: waits until Job %s and its pods are gone".formatted(job.ref()));
    Thread.sleep(GOING);
  }

  /** Each try asks anew: who had the right before a long pause need not have it any more. */
  private boolean write(Patience.Request<Boolean> request)
      throws ClusterRefusal, InterruptedException {
    return reporter
        .patience()
        .untilAnswered(
            () -> {
              awaitRight();
              return request.make();
            });
  }

  private void awaitRight() throws InterruptedException {
    while (!attempt.mayAct()) {
      if (attempt.stopRequested()) {
        throw new InterruptedException("the attempt was stopped");
      }
      Thread.sleep(UNSURE);
    }
  }

  private static LostException foreign(FoundJob job) {
    return new LostException(
        ("there is a Job %s that is not this run's: remove it, or give this installation another"
                + " name by crawlkeeper.jobs.installation of the workers")
            .formatted(job.ref()));
  }
}

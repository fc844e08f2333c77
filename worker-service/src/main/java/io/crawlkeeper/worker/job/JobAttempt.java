package io.crawlkeeper.worker.job;

import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Follows a Job until it has ended. Nothing is taken from what was told of it, all is read; so it
 * does no harm if nothing is told for a while. Used once, by one thread.
 */
final class JobAttempt {
  private final JobCluster cluster;
  private final JobTag me;
  private final Duration resync;
  private final Reporter reporter;

  JobAttempt(JobCluster cluster, JobTag me, Duration resync, Reporter reporter) {
    this.cluster = cluster;
    this.me = me;
    this.resync = resync;
    this.reporter = reporter;
  }

  Outcome follow(FoundJob held) throws InterruptedException {
    var ref = held.ref();
    try (var lookout = new Lookout(cluster, ref.namespace(), me.run().id(), resync)) {
      while (true) {
        lookout.await();
        var outcome = reporter.patience().untilDone(() -> look(ref));
        if (outcome.isPresent()) {
          return outcome.get();
        }
      }
    } finally {
      reporter.running(false);
    }
  }

  /** Empty if it goes on. */
  private Optional<Outcome> look(JobRef ref) throws ClusterTrouble, InterruptedException {
    var job = cluster.find(ref.namespace(), ref.name()).orElse(null);
    if (job == null || !job.ref().uid().equals(ref.uid())) {
      var gone = "its Job %s was deleted by somebody else before it ended".formatted(ref);
      return Optional.of(failed(gone));
    }
    var tag = job.tag();
    if (tag == null || tag.attempt() > me.attempt()) {
      return Optional.of(failed("another attempt has taken over its Job " + ref));
    }
    var pods = cluster.pods(job.ref());
    var end = job.end();
    if (end != null) {
      return Optional.of(outcome(end, pods));
    }
    report(job, pods);
    return Optional.empty();
  }

  private void report(FoundJob job, List<FoundPod> pods)
      throws ClusterTrouble, InterruptedException {
    var complaints = pods.isEmpty() ? cluster.complaints(job.ref()) : List.<String>of();
    reporter.running(Standing.running(pods));
    reporter.note(Standing.note(job, pods, complaints));
  }

  private Outcome outcome(FoundJob.End end, List<FoundPod> pods) {
    var last = FoundPod.newest(pods).orElse(null);
    return end.succeeded()
        ? new Outcome(Ended.SUCCEEDED, Progress.NONE, null, null)
        : failed(Standing.failure(end, last, pods.size()));
  }

  private Outcome failed(String reason) {
    return new Outcome(Ended.FAILED, Progress.NONE, null, reason);
  }
}

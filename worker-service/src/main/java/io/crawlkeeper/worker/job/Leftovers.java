package io.crawlkeeper.worker.job;

import io.crawlkeeper.worker.run.RunKey;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs of runs that are over. Those at work are deleted. Those that have ended only now get the time
 * after which Kubernetes removes them: nobody removes a Job whose end may not have been read yet.
 */
record Leftovers(JobCluster cluster, List<String> namespaces) {
  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
  private static final Duration GOING = Duration.ofMillis(500);

  /** Runs that have a Job which {@link #clear} would do something about. */
  List<RunKey> find() throws IOException {
    var runs = new LinkedHashSet<RunKey>();
    for (var namespace : namespaces) {
      runs.addAll(find(namespace));
    }
    return List.copyOf(runs);
  }

  private List<RunKey> find(String namespace) throws IOException {
    try {
      return cluster.all(namespace).stream()
          .filter(Leftovers::isLeft)
          .map(FoundJob::tag)
          .filter(Objects::nonNull)
          .map(JobTag::run)
          .toList();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static boolean isLeft(FoundJob job) {
    return job.tag() != null && (job.underWay() || !job.condition().expiring());
  }

  /**
   * @param longest that it may take until what was deleted is gone
   * @throws UncheckedIOException if something is left
   */
  void clear(String run, Duration longest) {
    var deadline = System.nanoTime() + longest.toNanos();
    try {
      while (!clearOnce(run)) {
        if (System.nanoTime() > deadline) {
          throw new IOException("Jobs of run %s have not gone yet".formatted(run));
        }
        Thread.sleep(GOING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new UncheckedIOException(interrupted(e));
    }
  }

  /** Whether nothing is left. */
  private boolean clearOnce(String run) throws IOException, InterruptedException {
    Set<FoundJob> atWork = new LinkedHashSet<>();
    for (var job : jobs(run)) {
      if (job.underWay()) {
        atWork.add(job);
      } else if (!job.condition().expiring() && !job.condition().deleting()) {
        cluster.expire(job);
      }
    }
    for (var job : atWork) {
      if (!job.condition().deleting() && cluster.delete(job.ref())) {
        log.info("Run {} is over: deleted Job {}, which was still at work.", run, job.ref());
      }
    }
    return atWork.isEmpty();
  }

  private List<FoundJob> jobs(String run) throws IOException, InterruptedException {
    var jobs = new ArrayList<FoundJob>();
    for (var namespace : namespaces) {
      jobs.addAll(cluster.ofRun(namespace, run));
    }
    return jobs;
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    var end = new InterruptedIOException("the worker ends");
    end.initCause(e);
    return end;
  }
}

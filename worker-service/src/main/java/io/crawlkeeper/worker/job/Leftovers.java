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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs of runs that are over. Those at work are deleted. Those that have ended only now get the
 * time after which Kubernetes removes them: nobody removes a Job whose end may not have been read
 * yet.
 */
record Leftovers(JobCluster cluster, List<String> namespaces) {
  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
  private static final Duration GOING = Duration.ofMillis(500);

  /**
   * Runs that have a Job which {@link #clear} would do something about.
   *
   * @throws IOException if no namespace can be seen
   */
  List<RunKey> find() throws IOException {
    var runs = new LinkedHashSet<RunKey>();
    var hidden = new ArrayList<ClusterTrouble>();
    for (var namespace : namespaces) {
      try {
        runs.addAll(find(namespace));
      } catch (ClusterTrouble e) {
        log.warn("Jobs in namespace {} cannot be seen now: {}", namespace, e.getMessage());
        hidden.add(e);
      }
    }
    if (!hidden.isEmpty() && hidden.size() == namespaces.size()) {
      throw hidden.getFirst();
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
    IOException first = null;
    for (var namespace : namespaces) {
      try {
        clear(namespace, run, deadline);
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw new UncheckedIOException(first);
    }
  }

  private void clear(String namespace, String run, long deadline) throws IOException {
    try {
      while (!clearOnce(namespace, run)) {
        if (System.nanoTime() > deadline) {
          throw new IOException("Jobs of run %s have not gone yet".formatted(run));
        }
        Thread.sleep(GOING);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Whether nothing is left. */
  private boolean clearOnce(String namespace, String run) throws IOException, InterruptedException {
    var left = false;
    for (var job : cluster.ofRun(namespace, run)) {
      if (job.underWay()) {
        left = true;
        if (!job.condition().deleting() && cluster.delete(job.ref())) {
          log.info("Run {} is over: deletes Job {}, which was still at work.", run, job.ref());
        }
      } else if (!job.condition().expiring() && !job.condition().deleting()) {
        cluster.expire(job);
      }
    }
    return !left;
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    var end = new InterruptedIOException("the worker ends");
    end.initCause(e);
    return end;
  }
}

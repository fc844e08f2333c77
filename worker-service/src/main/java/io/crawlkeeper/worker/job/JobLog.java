package io.crawlkeeper.worker.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.worker.run.RunLog;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the newest pod of a run has logged, its last lines if that is much; when it is followed,
 * also what the pods after it log.
 */
final class JobLog implements RunLog {
  private static final int LINES = 10_000;
  private static final int BYTES = 8 << 20;
  private static final Duration EACH = Duration.ofSeconds(1);

  private final JobCluster cluster;
  private final JobRef ref;

  private JobLog(JobCluster cluster, JobRef ref) {
    this.cluster = cluster;
    this.ref = ref;
  }

  /**
   * @param namespaces to look in
   * @return empty if there is no Job, or no pod of it any more
   */
  static Optional<RunLog> of(JobCluster cluster, List<String> namespaces, String run)
      throws IOException {
    try {
      var newest = newest(cluster, namespaces, run);
      return newest == null || (!newest.underWay() && cluster.pods(newest.ref()).isEmpty())
          ? Optional.empty()
          : Optional.of(new JobLog(cluster, newest.ref()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(e.getMessage());
    }
  }

  private static @Nullable FoundJob newest(JobCluster cluster, List<String> namespaces, String run)
      throws IOException, InterruptedException {
    ClusterTrouble hidden = null;
    for (var namespace : namespaces) {
      try {
        var jobs = cluster.ofRun(namespace, run);
        if (!jobs.isEmpty()) {
          return jobs.stream().max(Comparator.comparingInt(JobLog::attempt)).get();
        }
      } catch (ClusterTrouble e) {
        hidden = e;
      }
    }
    if (hidden != null) {
      throw hidden;
    }
    return null;
  }

  private static int attempt(FoundJob job) {
    var tag = job.tag();
    return tag == null ? 0 : tag.attempt();
  }

  @Override
  public void writeTo(OutputStream to, boolean follow) throws IOException, InterruptedException {
    if (follow) {
      followAll(to);
    } else {
      var pods = cluster.pods(ref);
      var pod = FoundPod.newest(pods).orElse(null);
      if (pod != null && pod.begun()) {
        title(to, pod, pods);
        to.write(cluster.log(pod, LINES, BYTES).getBytes(UTF_8));
      }
    }
    to.flush();
  }

  /** Pod after pod, until the Job has ended. */
  private void followAll(OutputStream to) throws IOException, InterruptedException {
    @Nullable FoundPod done = null;
    while (true) {
      var job = cluster.find(ref.namespace(), ref.name()).orElse(null);
      var pods = job == null ? List.<FoundPod>of() : cluster.pods(job.ref());
      var pod = FoundPod.newest(pods).orElse(null);
      if (pod != null && pod.begun() && !isSame(pod, done)) {
        title(to, pod, pods);
        cluster.follow(pod, to);
        done = pod;
      } else if (job == null || !job.underWay()) {
        return;
      } else {
        Thread.sleep(EACH);
      }
    }
  }

  private static boolean isSame(FoundPod pod, @Nullable FoundPod other) {
    return other != null && pod.name().equals(other.name());
  }

  /** Says which pod it is where there are several. */
  private static void title(OutputStream to, FoundPod pod, List<FoundPod> pods) throws IOException {
    if (pods.size() > 1) {
      var title = "--- pod %s, the newest of %d ---%n".formatted(pod.name(), pods.size());
      to.write(title.getBytes(UTF_8));
    }
    to.flush();
  }

  @Override
  public void close() {
    // Nothing is held between requests.
  }
}

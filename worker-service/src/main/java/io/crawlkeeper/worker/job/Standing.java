package io.crawlkeeper.worker.job;

import io.crawlkeeper.model.Brief;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where a Job stands, for people. */
final class Standing {

  /** As a run's note stands in the ledger, where there is little room. */
  static final int LONGEST = 300;

  /** As a reason that outlives the run. */
  static final int LONGEST_REASON = 1000;

  private static final int LAST_LINES = 600;

  private Standing() {}

  /**
   * @param complaints what Kubernetes says of a Job without pods
   */
  static String note(FoundJob job, List<FoundPod> pods, List<String> complaints) {
    if (job.condition().deleting()) {
      return "its Job is being deleted";
    }
    if (job.condition().suspended()) {
      return "pending: its Job is suspended";
    }
    var newest = FoundPod.newest(pods).orElse(null);
    if (newest == null) {
      return cut(
          "pending: " + (complaints.isEmpty() ? "no pod yet" : complaints.getLast()), LONGEST);
    }
    return cut(of(newest) + counts(pods), LONGEST);
  }

  private static String of(FoundPod pod) {
    var exit = pod.exit();
    if (exit != null) {
      return "%s: pod %s ended with code %d"
          .formatted(exit.code() == 0 ? "ending" : "running", pod.name(), exit.code());
    }
    return pod.waiting() == null
        ? "running: pod " + pod.name()
        : "pending: pod %s: %s".formatted(pod.name(), pod.waiting());
  }

  /** Each pod after the first is a restart as well. */
  private static String counts(List<FoundPod> pods) {
    var restarts = pods.size() - 1 + pods.stream().mapToInt(FoundPod::restarts).sum();
    return restarts == 0 ? "" : " (pods: %d, restarts: %d)".formatted(pods.size(), restarts);
  }

  static boolean running(List<FoundPod> pods) {
    return pods.stream().anyMatch(pod -> pod.begun() && pod.exit() == null);
  }

  /** Why a Job has failed. */
  static String failure(FoundJob.End end, @Nullable FoundPod last, int pods) {
    var cause =
        end.message().isEmpty() ? end.reason() : "%s: %s".formatted(end.reason(), end.message());
    var exit = last == null ? null : last.exit();
    if (last == null || exit == null) {
      return cut("the Job failed (%s)".formatted(cause), LONGEST_REASON);
    }
    var words =
        "exit code %d (%s) of pod %s, the last of %d; the Job failed (%s)"
            .formatted(exit.code(), exit.reason(), last.name(), pods, cause);
    return exit.message().isBlank()
        ? cut(words, LONGEST_REASON)
        : cut(words, LONGEST_REASON - LAST_LINES) + "; it logged last: " + tail(exit.message());
  }

  static String cut(String text, int longest) {
    return text.length() <= longest ? text : Brief.shown(text, longest - 1);
  }

  private static String tail(String text) {
    var kept = text.strip();
    var most = LAST_LINES - 30;
    return kept.length() <= most ? kept : "…" + kept.substring(kept.length() - most);
  }
}

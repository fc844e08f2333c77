package io.crawlkeeper.worker.job;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pod of a Job as it was read.
 *
 * @param waiting why its container does not run yet, in Kubernetes' words; null if it does, or did
 * @param restarts of its container
 * @param exit null while its container has not ended
 */
public record FoundPod(
    String namespace,
    String name,
    Instant created,
    @Nullable String waiting,
    int restarts,
    @Nullable Exit exit) {

  /**
   * How a container has ended.
   *
   * @param reason a word of Kubernetes, such as {@code OOMKilled}
   * @param message the last that it has logged, if it failed; may be empty
   */
  public record Exit(int code, String reason, String message) {}

  /** Whether there is, or was, a container that can have logged something. */
  public boolean begun() {
    return waiting == null;
  }

  static Optional<FoundPod> newest(List<FoundPod> pods) {
    return pods.stream().max(Comparator.comparing(FoundPod::created).thenComparing(FoundPod::name));
  }
}

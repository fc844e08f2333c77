package io.crawlkeeper.worker.job.kubernetes;

import io.crawlkeeper.worker.job.FoundJob;
import io.crawlkeeper.worker.job.FoundPod;
import io.crawlkeeper.worker.job.JobRef;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes from Kubernetes' objects what matters here. */
final class Readings {

  private static final String TRUE = "True";

  private Readings() {}

  static FoundJob job(Job job, String installation) {
    var metadata = job.getMetadata();
    var spec = job.getSpec();
    var condition =
        new FoundJob.Condition(
            spec != null && Boolean.TRUE.equals(spec.getSuspend()),
            metadata.getDeletionTimestamp() != null,
            spec != null && spec.getTtlSecondsAfterFinished() != null,
            end(job));
    return new FoundJob(ref(metadata), Marks.tag(metadata, installation), condition);
  }

  private static JobRef ref(ObjectMeta metadata) {
    return new JobRef(
        metadata.getNamespace(),
        metadata.getName(),
        text(metadata.getUid()),
        text(metadata.getResourceVersion()));
  }

  private static FoundJob.@Nullable End end(Job job) {
    if (job.getStatus() == null) {
      return null;
    }
    for (var condition : job.getStatus().getConditions()) {
      if (TRUE.equals(condition.getStatus())) {
        switch (text(condition.getType())) {
          case "Complete" -> {
            return end(true, condition);
          }
          case "Failed" -> {
            return end(false, condition);
          }
          default -> {} // Others come and go before the end.
        }
      }
    }
    return null;
  }

  private static FoundJob.End end(boolean succeeded, JobCondition condition) {
    return new FoundJob.End(succeeded, text(condition.getReason()), text(condition.getMessage()));
  }

  static FoundPod pod(Pod pod) {
    var container = container(pod);
    return new FoundPod(
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        created(pod),
        waiting(pod, container),
        container == null || container.getRestartCount() == null ? 0 : container.getRestartCount(),
        exit(container));
  }

  private static Instant created(Pod pod) {
    var time = pod.getMetadata().getCreationTimestamp();
    return time == null ? Instant.EPOCH : Instant.parse(time);
  }

  private static @Nullable ContainerStatus container(Pod pod) {
    return pod.getStatus() == null
        ? null
        : pod.getStatus().getContainerStatuses().stream()
            .filter(one -> JobTemplate.CONTAINER.equals(one.getName()))
            .findFirst()
            .orElse(null);
  }

  private static @Nullable String waiting(Pod pod, @Nullable ContainerStatus container) {
    var state = container == null ? null : container.getState();
    if (state != null && (state.getRunning() != null || state.getTerminated() != null)) {
      return null;
    }
    var waiting = state == null ? null : state.getWaiting();
    return waiting == null ? unscheduled(pod) : words(waiting);
  }

  private static String words(ContainerStateWaiting waiting) {
    return words(text(waiting.getReason()), waiting.getMessage());
  }

  private static String unscheduled(Pod pod) {
    if (pod.getStatus() == null) {
      return "just made";
    }
    for (var condition : pod.getStatus().getConditions()) {
      if ("PodScheduled".equals(condition.getType()) && !TRUE.equals(condition.getStatus())) {
        return words(text(condition.getReason()), condition.getMessage());
      }
    }
    return words(text(pod.getStatus().getPhase()), pod.getStatus().getMessage());
  }

  private static String words(String reason, @Nullable String message) {
    var word = reason.isEmpty() ? "waits" : reason;
    return message == null || message.isBlank() ? word : word + ": " + message.strip();
  }

  private static FoundPod.@Nullable Exit exit(@Nullable ContainerStatus container) {
    var state = container == null ? null : container.getState();
    var ended = state == null ? null : state.getTerminated();
    return ended == null ? null : exit(ended);
  }

  private static FoundPod.Exit exit(ContainerStateTerminated ended) {
    return new FoundPod.Exit(
        Objects.requireNonNullElse(ended.getExitCode(), -1),
        text(ended.getReason()),
        text(ended.getMessage()));
  }

  static List<FoundPod> pods(List<Pod> pods, String jobUid) {
    return pods.stream().filter(pod -> isOf(pod, jobUid)).map(Readings::pod).toList();
  }

  private static boolean isOf(Pod pod, String jobUid) {
    return pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> jobUid.equals(owner.getUid()));
  }

  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}

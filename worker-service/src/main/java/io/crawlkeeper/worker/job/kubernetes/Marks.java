package io.crawlkeeper.worker.job.kubernetes;

import io.crawlkeeper.worker.job.JobTag;
import io.crawlkeeper.worker.run.RunKey;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How Crawlkeeper's tag stands on a Job: labels for what is searched, annotations for the rest. */
final class Marks {

  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String CRAWLKEEPER = "crawlkeeper";
  static final String INSTALLATION = "crawlkeeper.io/installation";
  static final String RUN = "crawlkeeper.io/run";
  static final String TASK_ID = "crawlkeeper.io/task-id";
  static final String TASK = "crawlkeeper.io/task";
  static final String ATTEMPT = "crawlkeeper.io/attempt";
  static final String TOKEN = "crawlkeeper.io/token";
  static final String TTL = "crawlkeeper.io/ttl-after-finished";

  private Marks() {}

  /** Of a Job and its pods, for ever the same. */
  static Map<String, String> labels(String installation, RunKey run) {
    return Map.of(
        MANAGED_BY,
        CRAWLKEEPER,
        INSTALLATION,
        installation,
        RUN,
        run.id(),
        TASK_ID,
        Long.toString(run.taskId()));
  }

  static Map<String, String> annotations(JobTag tag) {
    return Map.of(
        TASK,
        tag.run().task(),
        ATTEMPT,
        Integer.toString(tag.attempt()),
        TOKEN,
        tag.token(),
        TTL,
        tag.ttl().toString());
  }

  /** Null if it is none of this installation's, or somebody has changed it beyond recognition. */
  static @Nullable JobTag tag(ObjectMeta metadata, String installation) {
    var labels = Objects.requireNonNullElse(metadata.getLabels(), Map.<String, String>of());
    var notes = Objects.requireNonNullElse(metadata.getAnnotations(), Map.<String, String>of());
    var run = labels.get(RUN);
    var taskId = labels.get(TASK_ID);
    var task = notes.get(TASK);
    if (!installation.equals(labels.get(INSTALLATION))
        || run == null
        || taskId == null
        || task == null) {
      return null;
    }
    try {
      return new JobTag(
          new RunKey(run, task, Long.parseLong(taskId)),
          Integer.parseInt(notes.getOrDefault(ATTEMPT, "0")),
          notes.getOrDefault(TOKEN, ""),
          Duration.parse(notes.getOrDefault(TTL, "PT1H")));
    } catch (NumberFormatException | DateTimeException e) {
      return null;
    }
  }
}

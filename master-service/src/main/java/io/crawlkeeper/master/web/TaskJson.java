package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.cluster.TaskState;
import io.crawlkeeper.master.placement.Placement;
import io.crawlkeeper.master.task.JsonText;
import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.HttpSpec;
import io.crawlkeeper.model.JobSpec;
import io.crawlkeeper.model.PluginSpec;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.model.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tasks as they are answered: what the user wrote, who the task is, and where it stands. */
final class TaskJson {

  private final ScheduleStatus schedules;

  TaskJson(ScheduleStatus schedules) {
    this.schedules = schedules;
  }

  ObjectNode task(ClusterImage image, TaskEntry entry) {
    var task = entry.task();
    var json = JsonNodeFactory.instance.objectNode();
    json.put("name", task.name());
    // A text: JavaScript's numbers lose the last digits of a snowflake.
    json.put("id", Long.toString(task.id()));
    json.set("labels", JsonText.leaf(task.labels()));
    json.put("generation", task.generation());
    json.put("creationTime", task.creationTime().toString());
    json.put("updateTime", task.updateTime().toString());
    var assignment = image.assignment(task.name());
    if (assignment != null) {
      json.put("assignedNode", assignedNode(image, assignment));
    }
    json.set("spec", JsonText.leaf(task.spec()));
    json.set("status", status(image, entry));
    return json;
  }

  /** A worker that is lost, but not yet replaced, has no address any more. */
  private static String assignedNode(ClusterImage image, Assignment assignment) {
    var worker = image.worker(assignment.worker());
    return worker == null ? assignment.worker() : worker.assignedNode();
  }

  private ObjectNode status(ClusterImage image, TaskEntry entry) {
    var state = image.state(entry);
    var ledger = image.ledger(entry);
    var run = ledger == null ? null : ledger.latest();
    var status = JsonNodeFactory.instance.objectNode().put("state", Words.of(state));
    var reason = reason(image, entry, state, run);
    if (reason != null) {
      status.put("reason", reason);
    }
    if (run != null) {
      status.set("run", RunJson.brief(run));
    }
    if (schedules.matters(entry)) {
      status.set("schedule", schedules.of(entry, ledger));
    }
    status.set("effective", effective(entry.task().spec()));
    return status;
  }

  private static @Nullable String reason(
      ClusterImage image, TaskEntry entry, TaskState state, @Nullable Run run) {
    return switch (state) {
      case PENDING -> Placement.explain(image, entry).reason();
      case ASSIGNED, RUNNING, SCHEDULED, PAUSED -> null;
      case RETRYING, SUCCEEDED, FAILED, TIMED_OUT, CANCELLED -> run == null ? null : run.reason();
    };
  }

  private static ObjectNode effective(TaskSpec spec) {
    var json = JsonNodeFactory.instance.objectNode();
    switch (spec.work()) {
      case CrawlSpec crawl -> json.set(CrawlSpec.KIND, JsonText.leaf(crawl.plan()));
      case JobSpec job -> json.set(JobSpec.KIND, JsonText.leaf(job.effective()));
      case HttpSpec http -> json.set(HttpSpec.KIND, JsonText.leaf(http.effective()));
      case PluginSpec plugin -> json.set(PluginSpec.FIELD, JsonText.leaf(plugin));
    }
    json.set("schedule", JsonText.leaf(spec.effectiveSchedule().plan()));
    json.set("run", JsonText.leaf(spec.effectiveRun().plan()));
    json.set("placement", JsonText.leaf(spec.effectivePlacement().effective()));
    return json;
  }
}

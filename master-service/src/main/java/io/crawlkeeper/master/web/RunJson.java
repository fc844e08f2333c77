package io.crawlkeeper.master.web;

import io.crawlkeeper.master.task.JsonText;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Runs as they are answered. */
final class RunJson {

  /** State of a run that the owner of its task has not taken up yet. */
  static final String REQUESTED = "requested";

  private RunJson() {}

  /** A run by itself. */
  static ObjectNode of(Run run) {
    return filled(
        JsonNodeFactory.instance.objectNode().put("id", run.id()).put("task", run.task()), run);
  }

  /** A run as part of its task. */
  static ObjectNode brief(Run run) {
    return filled(JsonNodeFactory.instance.objectNode().put("id", run.id()), run);
  }

  /** A run that was asked for, and is not made yet. */
  static ObjectNode requested(String task, String id, Instant time) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("task", task)
        .put("cause", Words.of(Run.Cause.REQUEST))
        .put("state", REQUESTED)
        .put("createTime", time.toString());
  }

  private static ObjectNode filled(ObjectNode json, Run run) {
    json.put("cause", Words.of(run.cause()));
    put(json, "tick", run.tick());
    json.put("attempt", run.attempt())
        .put("generation", run.generation())
        .put("state", run.state().word())
        .put("worker", run.worker());
    put(json, "createTime", run.createTime());
    put(json, "startTime", run.startTime());
    put(json, "endTime", run.endTime());
    put(json, "nextTime", run.nextTime());
    json.set("progress", JsonText.tree(run.progress()));
    put(json, "output", run.output());
    put(json, "reason", run.reason());
    return json;
  }

  private static void put(ObjectNode json, String field, @Nullable Object value) {
    if (value != null) {
      json.put(field, value.toString());
    }
  }
}

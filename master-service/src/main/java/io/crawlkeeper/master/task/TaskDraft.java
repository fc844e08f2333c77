package io.crawlkeeper.master.task;

import io.crawlkeeper.model.TaskSpec;
import java.util.Map;

/** A task as a user asks for it: checked, but without id, time and place. */
public record TaskDraft(String name, Map<String, String> labels, TaskSpec spec) {

  public TaskDraft {
    labels = Map.copyOf(labels);
  }
}

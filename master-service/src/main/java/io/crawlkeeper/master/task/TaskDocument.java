package io.crawlkeeper.master.task;

import io.crawlkeeper.model.Task;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks in the form that users write and {@link TaskReader} reads. */
public final class TaskDocument {

  private TaskDocument() {}

  /** What the user wrote of this task; nulls are left out. */
  public static ObjectNode of(Task task) {
    return of(new TaskDraft(task.name(), task.labels(), task.spec()));
  }

  public static ObjectNode of(TaskDraft draft) {
    return (ObjectNode) JsonText.tree(draft);
  }

  /** Bytes that are equal for drafts that are equal, in whatever order or spacing they came. */
  public static byte[] canonical(TaskDraft draft) {
    return JsonText.write(of(draft));
  }

  /** Length of the document in bytes, without needless spaces. */
  public static int size(JsonNode document) {
    return JsonText.write(document).length;
  }
}

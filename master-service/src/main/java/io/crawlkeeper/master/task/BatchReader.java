package io.crawlkeeper.master.task;

import io.crawlkeeper.master.task.Batch.Good;
import io.crawlkeeper.master.task.Batch.Item;
import io.crawlkeeper.master.task.Batch.TooLarge;
import io.crawlkeeper.master.task.Batch.Wrong;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the body of a batch: {@code {"atomic": false, "tasks": […]}}. */
public final class BatchReader {

  private static final List<String> BATCH = List.of("atomic", "tasks");

  private BatchReader() {}

  /**
   * Reads each task by itself: what is wrong with one does not hinder the others.
   *
   * @param largest bytes of one task
   * @throws InvalidTask if the batch itself has not its form; also if it is atomic, and anything is
   *     wrong with any of its tasks, apart from their size
   */
  public static Batch read(JsonNode document, int largest) {
    var reading = Reading.strict();
    var fields = Fields.of(document, "", reading, BATCH, "a batch");
    var atomic = fields != null && Boolean.TRUE.equals(fields.flag("atomic"));
    var tasks = document.path("tasks");
    if (fields != null && (!tasks.isArray() || tasks.isEmpty())) {
      reading.refuse("/tasks", "must be a list of at least one task");
    }
    reading.finish();
    var items = new ArrayList<Item>();
    for (var index = 0; index < tasks.size(); index++) {
      items.add(item(tasks.get(index), "/tasks/" + index, largest));
    }
    var batch = new Batch(atomic, items);
    return atomic ? whole(batch) : batch;
  }

  /** How many tasks a body has, to be asked before they are read. */
  public static int count(JsonNode document) {
    return document.path("tasks").size();
  }

  private static Item item(JsonNode node, String place, int largest) {
    if (TaskDocument.size(node) > largest) {
      return new TooLarge(name(node));
    }
    var reading = Reading.strict();
    var draft = new TaskReader(reading, place).draft(node, null);
    return draft == null || !reading.findings().isEmpty()
        ? new Wrong(name(node), reading.findings())
        : new Good(draft);
  }

  private static Batch whole(Batch batch) {
    var reading = Reading.strict();
    var places = new HashMap<String, Integer>();
    for (var index = 0; index < batch.items().size(); index++) {
      switch (batch.items().get(index)) {
        case Good(var draft) -> refuseTwice(reading, places, draft.name(), index);
        case Wrong(_, var findings) ->
            findings.forEach(finding -> reading.refuse(finding.pointer(), finding.detail()));
        case TooLarge _ -> {}
      }
    }
    reading.finish();
    return batch;
  }

  private static void refuseTwice(
      Reading reading, Map<String, Integer> places, String name, int index) {
    var before = places.putIfAbsent(name, index);
    if (before != null) {
      reading.refuse("/tasks/" + index + "/name", "is the name of /tasks/" + before + " too");
    }
  }

  private static @Nullable String name(JsonNode node) {
    var name = node.path("name");
    return name.isString() && name.stringValue().length() <= 253 ? name.stringValue() : null;
  }
}

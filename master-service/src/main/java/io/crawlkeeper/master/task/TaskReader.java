package io.crawlkeeper.master.task;

import io.crawlkeeper.model.PlacementSpec;
import io.crawlkeeper.model.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a task as users write it. Everything that is wrong is found at once; a field that is null
 * counts as absent.
 */
public final class TaskReader {

  private static final List<String> TASK = List.of("name", "labels", "spec");
  private static final List<String> SPEC =
      Stream.concat(WorkReader.WORK.stream(), Stream.of("schedule", "run", "placement")).toList();
  private static final List<String> PLACEMENT = List.of("weight", "requires");
  private static final Set<String> ANSWERED =
      Set.of("id", "generation", "creationTime", "updateTime", "assignedNode", "status");

  private final Reading reading;
  private final String root;

  TaskReader(Reading reading, String root) {
    this.reading = reading;
    this.root = root;
  }

  /**
   * @throws InvalidTask if anything is wrong with it
   */
  public static TaskDraft read(JsonNode document) {
    return read(document, Reading.strict(), null);
  }

  /**
   * Reads a task whose name is known: the document may leave it out, but not give another.
   *
   * @throws InvalidTask if anything is wrong with it
   */
  public static TaskDraft read(JsonNode document, String name) {
    return read(document, Reading.strict(), name);
  }

  /**
   * Reads a task from configuration, where a property source may have made a text of a number.
   *
   * @throws InvalidTask if anything is wrong with it
   */
  public static TaskDraft readConfigured(JsonNode document) {
    return read(document, Reading.lenient(), null);
  }

  private static TaskDraft read(JsonNode document, Reading reading, @Nullable String name) {
    var draft = new TaskReader(reading, "").draft(document, name);
    reading.finish();
    if (draft == null) {
      throw new IllegalStateException("a task was not read, and nothing was found wrong with it");
    }
    return draft;
  }

  /** Null if so much is wrong that there is no task; not null does not mean that all is right. */
  @Nullable TaskDraft draft(JsonNode document, @Nullable String named) {
    var fields = Fields.of(withoutAnswered(document, named != null), root, reading, TASK, "a task");
    if (fields == null) {
      return null;
    }
    var name = name(fields, named);
    var labels = fields.labels("labels");
    fields.require("spec");
    var spec = spec(fields, fields.object("spec", SPEC));
    return name == null || spec == null
        ? null
        : new TaskDraft(name, labels == null ? Map.of() : labels, spec);
  }

  /**
   * A task as it was answered is often changed and sent back to where it was read from: there, what
   * is not the user's to write is passed over. Elsewhere it is a mistake.
   */
  private JsonNode withoutAnswered(JsonNode document, boolean sentBack) {
    if (!(document instanceof ObjectNode object) || ANSWERED.stream().noneMatch(object::has)) {
      return document;
    }
    var rest = object.deepCopy();
    for (var field : ANSWERED) {
      if (rest.remove(field) != null && !sentBack) {
        reading.refuse(
            root + "/" + field, "is set by Crawlkeeper and cannot be written; leave it out");
      }
    }
    return rest;
  }

  private static @Nullable String name(Fields fields, @Nullable String named) {
    if (named == null) {
      fields.require("name");
      return fields.text("name", Names::task);
    }
    fields.text(
        "name",
        name -> {
          if (!name.equals(named)) {
            throw new IllegalArgumentException("must be '" + named + "', as in the path");
          }
          return name;
        });
    return named;
  }

  private static @Nullable TaskSpec spec(Fields task, @Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    var work = WorkReader.read(task, fields);
    var schedule = ScheduleReader.read(fields.object("schedule", ScheduleReader.SCHEDULE));
    var run = RunReader.read(fields.object("run", RunReader.RUN));
    var placement = placement(fields.object("placement", PLACEMENT));
    return work == null ? null : new TaskSpec(work, schedule, run, placement);
  }

  private static @Nullable PlacementSpec placement(@Nullable Fields fields) {
    return fields == null
        ? null
        : new PlacementSpec(fields.number("weight", 1, 1000), fields.labels("requires"));
  }
}

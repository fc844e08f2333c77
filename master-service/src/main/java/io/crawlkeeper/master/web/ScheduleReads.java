package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.schedule.Upcoming;
import io.crawlkeeper.master.task.JsonText;
import io.crawlkeeper.master.task.TaskDraft;
import io.crawlkeeper.master.task.TaskReader;
import io.crawlkeeper.master.task.WorkReader;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Task;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads of what is to come: the next ticks of a task, or of one that is only being thought of. */
@RestController
@RequestMapping(path = "/api/v1", produces = TaskWrites.JSON)
final class ScheduleReads {

  private static final int USUAL = 10;
  private static final String NOBODY = "preview";

  private final ClusterView view;
  private final Answers answers;
  private final InstantSource clock;

  ScheduleReads(ClusterView view, Answers answers, InstantSource clock) {
    this.view = view;
    this.answers = answers;
    this.clock = clock;
  }

  /** How many ticks are asked for, and from when on. */
  private record Wanted(int next, Instant from) {}

  @GetMapping("/tasks/{name}/schedule")
  ResponseEntity<byte[]> of(@PathVariable("name") String name, HttpServletRequest request) {
    var wanted = wanted(request);
    var image = Views.image(view);
    var entry = Views.entry(image, name);
    return answers.entity(Answer.of(200, json(entry.task(), image.ledger(entry), wanted)));
  }

  /** With a whole task, or only its schedule. */
  @PostMapping(path = "/schedule:preview", consumes = TaskWrites.JSON)
  ResponseEntity<byte[]> preview(HttpServletRequest request) throws IOException {
    var wanted = wanted(request);
    var raw = RawRequest.read(request, RawRequest.TASK_BYTES);
    var draft = TaskReader.read(whole(JsonText.parse(raw.body())));
    var task = task(Views.image(view), draft);
    return answers.entity(Answer.of(200, json(task, null, wanted)));
  }

  private Wanted wanted(HttpServletRequest request) {
    var query = Query.of(request, "next", "from");
    var next = query.one("next", Filters::limit);
    var from = query.one("from", Filters::instant);
    query.finish();
    return new Wanted(
        Objects.requireNonNullElse(next, USUAL),
        Objects.requireNonNullElseGet(from, clock::instant));
  }

  /** What a task needs besides its schedule, where it is not given. */
  private static JsonNode whole(JsonNode given) {
    if (!(given instanceof ObjectNode object)) {
      return given;
    }
    var document = object.deepCopy();
    if (!document.has("name")) {
      document.put("name", NOBODY);
    }
    if (document.get("spec") instanceof ObjectNode spec
        && WorkReader.WORK.stream().noneMatch(spec::has)) {
      spec.putObject(CrawlSpec.KIND).putArray("seeds").add("http://127.0.0.1/");
    }
    return document;
  }

  /** As it would be stored: over the task of that name, if there is one. */
  private Task task(ClusterImage image, TaskDraft draft) {
    var existing = draft.name().equals(NOBODY) ? null : image.task(draft.name());
    var now = clock.instant();
    return new Task(
        existing == null ? 0 : existing.id(),
        draft.name(),
        draft.labels(),
        draft.spec(),
        1,
        new Task.Since(now, Task.Since.Cause.CREATED),
        created(existing, now),
        now,
        NOBODY);
  }

  private static Instant created(@Nullable TaskEntry existing, Instant now) {
    return existing == null ? now : existing.task().creationTime();
  }

  private ObjectNode json(Task task, @Nullable Ledger ledger, Wanted wanted) {
    var schedule = task.spec().effectiveSchedule();
    var fires = Upcoming.of(task, ledger, wanted.from(), wanted.next());
    var overdue = Upcoming.overdue(task, ledger, clock.instant());
    var json = JsonNodeFactory.instance.objectNode();
    json.put("recurring", schedule.recurring()).put("paused", schedule.isPaused());
    var note = note(task, ledger, fires.isEmpty());
    if (note != null) {
      json.put("note", note);
    }
    if (overdue != null) {
      json.set("overdue", JsonText.tree(overdue));
    }
    json.set("next", JsonText.tree(fires));
    return json;
  }

  private static @Nullable String note(Task task, @Nullable Ledger ledger, boolean none) {
    var schedule = task.spec().effectiveSchedule();
    var wrong = Upcoming.unreadable(task);
    if (wrong != null) {
      return "The schedule cannot be read: %s.".formatted(wrong);
    }
    if (none && Upcoming.oldest(task, ledger) != null) {
      return "All ticks that are left are before that time.";
    }
    if (none) {
      return schedule.recurring()
          ? "The schedule has ended; it has no tick any more."
          : "The task runs only once, and that time is past.";
    }
    return schedule.isPaused()
        ? "The schedule is paused; ticks that come while it is are recorded as skipped."
        : null;
  }
}

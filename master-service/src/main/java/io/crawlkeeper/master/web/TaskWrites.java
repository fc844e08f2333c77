package io.crawlkeeper.master.web;

import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.master.task.JsonText;
import io.crawlkeeper.master.task.Names;
import io.crawlkeeper.master.task.TaskReader;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Writes of one task. What can be checked without the other tasks is checked on the master that was
 * asked; the rest is done on the leader.
 */
@RestController
@RequestMapping(path = "/api/v1/tasks", produces = TaskWrites.JSON)
final class TaskWrites {

  static final String JSON = "application/json";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final Routing routing;
  private final Answers answers;
  private final Writes writes;
  private final PatchTask patches;

  TaskWrites(Routing routing, Answers answers, Writes writes, PatchTask patches) {
    this.routing = routing;
    this.answers = answers;
    this.writes = writes;
    this.patches = patches;
  }

  @PostMapping(consumes = JSON)
  ResponseEntity<byte[]> create(HttpServletRequest request) throws IOException {
    var dryRun = Query.dryRun(request);
    var raw = RawRequest.read(request, RawRequest.TASK_BYTES);
    var draft = TaskReader.read(JsonText.parse(raw.body()));
    var key = IdempotencyKey.of(request, draft);
    if (!(Precondition.of(request) instanceof Precondition.None)) {
      throw new Refusal(Problems.header("If-Match", "has no meaning for a new task"));
    }
    var create = new Request.Create(draft, key, raw.operation(), dryRun);
    return route(new Write(raw, List.of(draft.name()), dryRun, () -> writes.create(create)));
  }

  @PutMapping(path = "/{name}", consumes = JSON)
  ResponseEntity<byte[]> apply(@PathVariable("name") String name, HttpServletRequest request)
      throws IOException {
    var dryRun = Query.dryRun(request);
    var when = Precondition.of(request);
    checkName(name);
    var raw = RawRequest.read(request, RawRequest.TASK_BYTES);
    var draft = TaskReader.read(JsonText.parse(raw.body()), name);
    return route(
        new Write(
            raw, List.of(name), dryRun, () -> writes.apply(draft, when, raw.operation(), dryRun)));
  }

  @PatchMapping(
      path = "/{name}",
      consumes = {MERGE_PATCH, JSON})
  ResponseEntity<byte[]> patch(@PathVariable("name") String name, HttpServletRequest request)
      throws IOException {
    var dryRun = Query.dryRun(request);
    var when = Precondition.of(request);
    var raw = RawRequest.read(request, RawRequest.TASK_BYTES);
    var patch = JsonText.parse(raw.body());
    return route(
        new Write(
            raw,
            List.of(name),
            dryRun,
            () -> patches.patch(name, patch, when, raw.operation(), dryRun)));
  }

  @DeleteMapping("/{name}")
  ResponseEntity<byte[]> delete(@PathVariable("name") String name, HttpServletRequest request) {
    var dryRun = Query.dryRun(request);
    var when = Precondition.of(request);
    var raw = RawRequest.withoutBody(request);
    return route(
        new Write(
            raw, List.of(name), dryRun, () -> writes.delete(name, when, raw.operation(), dryRun)));
  }

  private ResponseEntity<byte[]> route(Write write) {
    return answers.entity(routing.route(write));
  }

  private static void checkName(String name) {
    try {
      Names.task(name);
    } catch (IllegalArgumentException e) {
      var fault = Fault.parameter("name", String.valueOf(e.getMessage()));
      throw new Refusal(Problems.parameters(List.of(fault)));
    }
  }
}

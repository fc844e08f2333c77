package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.RunIds;
import io.crawlkeeper.master.leader.Request;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asks the owners of tasks for runs, or to end them. */
@RestController
@RequestMapping(path = "/api/v1", produces = TaskWrites.JSON)
final class RunWrites {

  private final Routing routing;
  private final Answers answers;
  private final AskOwner owners;
  private final ClusterView view;

  RunWrites(Routing routing, Answers answers, AskOwner owners, ClusterView view) {
    this.routing = routing;
    this.answers = answers;
    this.owners = owners;
    this.view = view;
  }

  @PostMapping("/tasks/{name}/runs")
  ResponseEntity<byte[]> run(@PathVariable("name") String name, HttpServletRequest request)
      throws IOException {
    var dryRun = Query.dryRun(request);
    var raw = RawRequest.read(request, RawRequest.TASK_BYTES);
    Body.of(raw).finish();
    var key = IdempotencyKey.of(request, "run " + name);
    var run = new Request.RunNow(name, key, raw.operation(), dryRun);
    return route(new Write(raw, List.of(name), dryRun, () -> owners.run(run)));
  }

  @DeleteMapping("/runs/{id}")
  ResponseEntity<byte[]> cancel(@PathVariable("id") String id, HttpServletRequest request) {
    var dryRun = Query.dryRun(request);
    var raw = RawRequest.withoutBody(request);
    var task = RunIds.task(id).flatMap(one -> Optional.ofNullable(view.image().taskById(one)));
    var names = task.map(entry -> List.of(entry.name())).orElse(List.of());
    var cancel = new Request.CancelRun(id, raw.operation(), dryRun);
    return route(new Write(raw, names, dryRun, () -> owners.cancel(cancel)));
  }

  @PostMapping("/tasks/{name}/backfill")
  ResponseEntity<byte[]> backfill(@PathVariable("name") String name, HttpServletRequest request)
      throws IOException {
    var dryRun = Query.dryRun(request);
    var raw = RawRequest.read(request, RawRequest.TASK_BYTES);
    var body = Body.of(raw, "from", "to");
    var from = body.instant("from");
    var to = body.instant("to");
    if (from == null || to == null) {
      body.finish();
      body.refuse(from == null ? "from" : "to", "is required");
      body.finish();
      throw new IllegalStateException("a refused body was accepted");
    }
    if (to.isBefore(from)) {
      body.refuse("to", "must not be before from");
    }
    body.finish();
    var key = IdempotencyKey.of(request, "backfill %s %s %s".formatted(name, from, to));
    return route(
        new Write(
            raw,
            List.of(name),
            dryRun,
            () -> owners.backfill(name, new Span(from, to), key, raw.operation(), dryRun)));
  }

  /** From a time to another, both included. */
  record Span(Instant from, Instant to) {}

  private ResponseEntity<byte[]> route(Write write) {
    return answers.entity(routing.route(write));
  }
}

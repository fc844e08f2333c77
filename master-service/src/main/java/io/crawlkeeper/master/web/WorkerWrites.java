package io.crawlkeeper.master.web;

import io.crawlkeeper.master.leader.Request;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Empties workers, gives them tasks again, and evens out their load. */
@RestController
@RequestMapping(path = "/api/v1", produces = TaskWrites.JSON)
final class WorkerWrites {

  private static final Duration USUAL = Duration.ofMinutes(10);
  private static final Duration MOST = Duration.ofDays(1);

  private final Routing routing;
  private final Answers answers;
  private final ChangeWorkers workers;

  WorkerWrites(Routing routing, Answers answers, ChangeWorkers workers) {
    this.routing = routing;
    this.answers = answers;
    this.workers = workers;
  }

  @PostMapping("/cluster/workers/{id}:cordon")
  ResponseEntity<byte[]> cordon(@PathVariable("id") String id, HttpServletRequest request)
      throws IOException {
    var dryRun = Query.dryRun(request);
    var raw = raw(request);
    Body.of(raw).finish();
    var cordon = new Request.CordonWorker(id, null, raw.operation(), dryRun);
    return route(raw, dryRun, () -> workers.cordon(cordon));
  }

  @PostMapping("/cluster/workers/{id}:drain")
  ResponseEntity<byte[]> drain(@PathVariable("id") String id, HttpServletRequest request)
      throws IOException {
    var dryRun = Query.dryRun(request);
    var raw = raw(request);
    var body = Body.of(raw, "deadline");
    var within = Objects.requireNonNullElse(body.duration("deadline", MOST), USUAL);
    body.finish();
    var drain = new Request.CordonWorker(id, within, raw.operation(), dryRun);
    return route(raw, dryRun, () -> workers.cordon(drain));
  }

  @PostMapping("/cluster/workers/{id}:uncordon")
  ResponseEntity<byte[]> uncordon(@PathVariable("id") String id, HttpServletRequest request)
      throws IOException {
    var dryRun = Query.dryRun(request);
    var raw = raw(request);
    Body.of(raw).finish();
    var uncordon = new Request.UncordonWorker(id, raw.operation(), dryRun);
    return route(raw, dryRun, () -> workers.uncordon(uncordon));
  }

  @PostMapping("/cluster:rebalance")
  ResponseEntity<byte[]> rebalance(HttpServletRequest request) throws IOException {
    var query = Query.of(request, "dryRun", "running");
    var dryRun = query.flag("dryRun");
    var running = query.flag("running");
    query.finish();
    var raw = raw(request);
    Body.of(raw).finish();
    var rebalance = new Request.Rebalance(running, raw.operation(), dryRun);
    return route(raw, dryRun, () -> workers.rebalance(rebalance));
  }

  private static RawRequest raw(HttpServletRequest request) throws IOException {
    IdempotencyKey.refuse(request, "is not needed here; repeat the request as it is");
    return RawRequest.read(request, RawRequest.TASK_BYTES);
  }

  private ResponseEntity<byte[]> route(RawRequest raw, boolean dryRun, Supplier<Answer> here) {
    return answers.entity(routing.route(new Write(raw, List.of(), dryRun, here)));
  }
}

package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.OpenBackfill;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.Words;
import io.crawlkeeper.schedule.Timetables;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Backfills that are not through: how far they are, and how to end them. */
@RestController
@RequestMapping(path = "/api/v1/tasks/{name}/backfills", produces = TaskWrites.JSON)
final class Backfills {

  private final ClusterView view;
  private final Answers answers;
  private final Routing routing;
  private final Submission submission;
  private final Replies replies;

  Backfills(
      ClusterView view, Answers answers, Routing routing, Submission submission, Replies replies) {
    this.view = view;
    this.answers = answers;
    this.routing = routing;
    this.submission = submission;
    this.replies = replies;
  }

  @GetMapping
  ResponseEntity<byte[]> list(@PathVariable("name") String name, HttpServletRequest request) {
    Query.of(request).finish();
    var image = Views.image(view);
    var entry = Views.entry(image, name);
    var body = JsonNodeFactory.instance.objectNode();
    var items = body.putArray("items");
    OpenBackfill.of(image, entry).forEach(open -> items.add(json(entry.task(), open)));
    return answers.entity(Answer.of(200, body));
  }

  @DeleteMapping("/{id}")
  ResponseEntity<byte[]> cancel(
      @PathVariable("name") String name,
      @PathVariable("id") String id,
      HttpServletRequest request) {
    var dryRun = Query.dryRun(request);
    var raw = RawRequest.withoutBody(request);
    var cancel = new Request.CancelBackfill(name, id, raw.operation(), dryRun);
    return answers.entity(
        routing.route(new Write(raw, List.of(name), dryRun, () -> cancelled(cancel))));
  }

  private Answer cancelled(Request.CancelBackfill cancel) {
    return replies.answer(
        submission.submit(cancel),
        Reply.Requested.class,
        requested ->
            Answer.of(
                202,
                JsonNodeFactory.instance
                    .objectNode()
                    .put("task", requested.entry().name())
                    .put("request", requested.run())));
  }

  private static ObjectNode json(Task task, OpenBackfill open) {
    var backfill = open.backfill();
    var timetable =
        Timetables.of(backfill.schedule().plan(), task.anchor(backfill.schedule()), task.id());
    var before = before(backfill.next());
    var from = backfill.from();
    var next = timetable.next(before);
    var json = JsonNodeFactory.instance.objectNode();
    json.put("request", open.id()).put("state", Words.of(open.state()));
    if (from != null) {
      json.put("from", from.toString());
    }
    json.put("to", backfill.to().toString());
    if (from != null) {
      json.put("count", timetable.count(before(from), backfill.to()));
    }
    json.put("left", timetable.count(before, backfill.to()));
    if (next != null && !next.isAfter(backfill.to())) {
      json.put("next", next.toString());
    }
    return json;
  }

  private static Instant before(Instant time) {
    return time.minusNanos(1);
  }
}

package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.Census;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.EventLog;
import io.crawlkeeper.master.task.JsonText;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads of the cluster as a whole. */
@RestController
final class ClusterReads {

  private final ClusterView view;
  private final Answers answers;
  private final EventLog events;

  ClusterReads(ClusterView view, Answers answers, EventLog events) {
    this.view = view;
    this.answers = answers;
    this.events = events;
  }

  @GetMapping(path = "/api/v1/cluster", produces = TaskWrites.JSON)
  ResponseEntity<byte[]> cluster(HttpServletRequest request) {
    Query.of(request).finish();
    var _ = Views.image(view);
    var body = (ObjectNode) JsonText.tree(ClusterReport.of(view));
    if (!body.has("leader")) {
      body.putNull("leader");
    }
    return answers.entity(Answer.of(200, body));
  }

  @GetMapping(path = "/api/v1/cluster/workers/{id}", produces = TaskWrites.JSON)
  ResponseEntity<byte[]> worker(@PathVariable("id") String id, HttpServletRequest request) {
    Query.of(request).finish();
    var image = Views.image(view);
    var worker =
        ClusterReport.Worker.of(image, Views.worker(image, id), Census.of(image), view.clocks());
    return answers.entity(Answer.of(200, JsonText.tree(worker)));
  }

  @GetMapping(path = "/api/v1/events", produces = TaskWrites.JSON)
  ResponseEntity<byte[]> events(HttpServletRequest request) {
    var query = Query.of(request, "limit");
    var limit = query.one("limit", Filters::limit);
    query.finish();
    var body = JsonNodeFactory.instance.objectNode();
    body.set("items", JsonText.tree(events.last(Objects.requireNonNullElse(limit, 100))));
    return answers.entity(Answer.of(200, body));
  }
}

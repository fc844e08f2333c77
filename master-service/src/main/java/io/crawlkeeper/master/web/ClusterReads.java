package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.task.JsonText;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Reads of the cluster as a whole. */
@RestController
final class ClusterReads {

  private final ClusterView view;
  private final Answers answers;

  ClusterReads(ClusterView view, Answers answers) {
    this.view = view;
    this.answers = answers;
  }

  @GetMapping(path = "/api/v1/cluster", produces = TaskWrites.JSON)
  ResponseEntity<byte[]> cluster(HttpServletRequest request) {
    Query.of(request).finish();
    if (!view.loaded()) {
      throw new Refusal(Problems.notLoaded());
    }
    var body = (ObjectNode) JsonText.tree(ClusterReport.of(view));
    if (!body.has("leader")) {
      body.putNull("leader");
    }
    return answers.entity(Answer.of(200, body));
  }
}

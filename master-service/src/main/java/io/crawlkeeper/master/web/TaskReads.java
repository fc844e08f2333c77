package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.placement.Placement;
import io.crawlkeeper.master.schedule.Stalls;
import io.crawlkeeper.master.task.JsonText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads of tasks, from what this master knows. */
@RestController
@RequestMapping(path = "/api/v1/tasks", produces = TaskWrites.JSON)
final class TaskReads {

  private final ClusterView view;
  private final Answers answers;
  private final TaskJson json;
  private final Stalls stalls;

  TaskReads(ClusterView view, Answers answers, TaskJson json, Stalls stalls) {
    this.view = view;
    this.answers = answers;
    this.json = json;
    this.stalls = stalls;
  }

  @GetMapping
  ResponseEntity<byte[]> list(HttpServletRequest request) {
    var query = TaskQuery.of(request);
    var image = Views.image(view);
    var found = query.select(image, stalls);
    var body = JsonNodeFactory.instance.objectNode();
    var items = body.putArray("items");
    found.stream().limit(query.limit()).forEach(entry -> items.add(json.task(image, entry)));
    if (found.size() > query.limit()) {
      body.put("nextCursor", Cursor.encode(found.get(query.limit() - 1).name()));
    }
    return answers.entity(Answer.of(200, body));
  }

  /**
   * Writes the answer itself, as Spring would answer 304 where {@code If-None-Match} has the ETag:
   * that covers what was asked of the task, while its status goes on.
   */
  @GetMapping("/{name}")
  void get(
      @PathVariable("name") String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Query.of(request).finish();
    var image = Views.image(view);
    var entry = Views.entry(image, name);
    answers.write(
        Answer.of(200, json.task(image, entry)).with("ETag", Precondition.etag(entry)), response);
  }

  @GetMapping("/{name}/explain")
  ResponseEntity<byte[]> explain(@PathVariable("name") String name, HttpServletRequest request) {
    Query.of(request).finish();
    var image = Views.image(view);
    var explanation = Placement.explain(image, Views.entry(image, name));
    return answers.entity(Answer.of(200, JsonText.tree(explanation)));
  }
}

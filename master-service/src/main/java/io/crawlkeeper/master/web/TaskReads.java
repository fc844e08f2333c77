package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.placement.Placement;
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

  TaskReads(ClusterView view, Answers answers) {
    this.view = view;
    this.answers = answers;
  }

  @GetMapping
  ResponseEntity<byte[]> list(HttpServletRequest request) {
    var query = TaskQuery.of(request);
    var image = image();
    var found = query.select(image);
    var body = JsonNodeFactory.instance.objectNode();
    var items = body.putArray("items");
    found.stream().limit(query.limit()).forEach(entry -> items.add(TaskJson.task(image, entry)));
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
    var image = image();
    var entry = entry(image, name);
    answers.write(
        Answer.of(200, TaskJson.task(image, entry)).with("ETag", Precondition.etag(entry)),
        response);
  }

  @GetMapping("/{name}/explain")
  ResponseEntity<byte[]> explain(@PathVariable("name") String name, HttpServletRequest request) {
    Query.of(request).finish();
    var image = image();
    var explanation = Placement.explain(image, entry(image, name));
    return answers.entity(Answer.of(200, JsonText.tree(explanation)));
  }

  private ClusterImage image() {
    if (!view.loaded()) {
      throw new Refusal(Problems.notLoaded());
    }
    return view.image();
  }

  private static TaskEntry entry(ClusterImage image, String name) {
    var entry = image.task(name);
    if (entry == null) {
      throw new Refusal(Problems.noSuchTask(name));
    }
    return entry;
  }
}

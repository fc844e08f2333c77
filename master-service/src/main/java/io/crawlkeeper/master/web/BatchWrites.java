package io.crawlkeeper.master.web;

import io.crawlkeeper.master.task.Batch;
import io.crawlkeeper.master.task.BatchReader;
import io.crawlkeeper.master.task.JsonText;
import io.crawlkeeper.master.task.TaskDraft;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Many new tasks in one request. */
@RestController
final class BatchWrites {

  private static final int MOST_TASKS = 1000;

  private final Routing routing;
  private final Answers answers;
  private final BatchWrite batches;

  BatchWrites(Routing routing, Answers answers, BatchWrite batches) {
    this.routing = routing;
    this.answers = answers;
    this.batches = batches;
  }

  @PostMapping(path = "/api/v1/tasks:batch", consumes = TaskWrites.JSON, produces = TaskWrites.JSON)
  ResponseEntity<byte[]> create(HttpServletRequest request) throws IOException {
    var dryRun = Query.dryRun(request);
    IdempotencyKey.refuse(request, "is not known for a batch");
    var raw = RawRequest.read(request, RawRequest.BATCH_BYTES);
    var batch = read(raw.body());
    var names = batch.drafts().stream().map(TaskDraft::name).toList();
    var write =
        new Write(
            raw,
            names,
            dryRun,
            () ->
                batch.atomic()
                    ? batches.all(batch, raw.operation(), dryRun)
                    : batches.each(batch, raw.operation(), dryRun));
    return answers.entity(routing.route(write));
  }

  private static Batch read(byte[] body) {
    var document = JsonText.parse(body);
    var count = BatchReader.count(document);
    if (count > MOST_TASKS) {
      throw new Refusal(
          Problems.tooLarge("A batch has at most 1000 tasks; this has %d.".formatted(count)));
    }
    var batch = BatchReader.read(document, RawRequest.TASK_BYTES);
    for (var index = 0; index < batch.items().size(); index++) {
      if (batch.atomic() && batch.items().get(index) instanceof Batch.TooLarge) {
        throw new Refusal(Problems.taskTooLarge("/tasks/" + index));
      }
    }
    return batch;
  }
}

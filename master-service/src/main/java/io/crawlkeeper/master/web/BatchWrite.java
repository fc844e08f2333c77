package io.crawlkeeper.master.web;

import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.master.task.Batch;
import io.crawlkeeper.master.task.TaskDraft;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Carries out batches on the leader. */
final class BatchWrite {

  private final Submission submission;
  private final Replies replies;

  BatchWrite(Submission submission, Replies replies) {
    this.submission = submission;
    this.replies = replies;
  }

  /** All in one commit, or none. */
  Answer all(Batch batch, String operation, boolean dryRun) {
    var reply = submission.submit(new Request.CreateAll(batch.drafts(), operation, dryRun));
    return reply instanceof Reply.Exists exists
        ? replies.problem(exists, "/tasks/" + exists.index() + "/name").answer()
        : replies.tasks(reply);
  }

  /** Each by itself. */
  Answer each(Batch batch, String operation, boolean dryRun) {
    var replied = submission.submitAll(requests(batch.drafts(), operation, dryRun));
    if (replied.stream().anyMatch(BatchWrite::unsettled)) {
      // The same operations are asked again, and those that were done are known by their ids.
      var nothingDone = replied.stream().allMatch(Reply.NotLeading.class::isInstance);
      throw new Refusal(nothingDone ? Problems.notLeading() : Problems.unknownOutcome());
    }
    var body = JsonNodeFactory.instance.objectNode();
    var results = body.putArray("results");
    var next = new ArrayDeque<>(replied);
    for (var index = 0; index < batch.items().size(); index++) {
      results.add(result(batch.items().get(index), index, next));
    }
    return Answer.of(200, body);
  }

  private static List<Request.Create> requests(
      List<TaskDraft> drafts, String operation, boolean dryRun) {
    return IntStream.range(0, drafts.size())
        .mapToObj(
            index -> new Request.Create(drafts.get(index), null, nth(operation, index), dryRun))
        .toList();
  }

  /** The same id for the same task of the same batch, however often it is asked. */
  private static String nth(String operation, int index) {
    var name = operation + "/" + index;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.US_ASCII)).toString();
  }

  private static boolean unsettled(Reply reply) {
    return reply instanceof Reply.NotLeading || reply instanceof Reply.Unknown;
  }

  private ObjectNode result(Batch.Item item, int index, Queue<Reply> next) {
    return switch (item) {
      case Batch.Good(var draft) -> good(draft.name(), index, next.remove());
      case Batch.Wrong(var name, var findings) -> wrong(name, index, Problems.invalid(findings));
      case Batch.TooLarge(var name) -> wrong(name, index, Problems.taskTooLarge("/tasks/" + index));
    };
  }

  private ObjectNode good(String name, int index, Reply reply) {
    return reply instanceof Reply.Stored stored
        ? result(name, index, 201).set("task", replies.task(stored))
        : wrong(name, index, replies.problem(reply, "/tasks/" + index + "/name"));
  }

  private static ObjectNode wrong(@Nullable String name, int index, Problem problem) {
    return result(name, index, problem.status()).set("error", problem.json());
  }

  private static ObjectNode result(@Nullable String name, int index, int status) {
    var result = JsonNodeFactory.instance.objectNode().put("index", index);
    if (name != null) {
      result.put("name", name);
    }
    return result.put("status", status);
  }
}

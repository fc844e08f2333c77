package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.leader.Reply;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the leader replied, as HTTP. */
final class Replies {

  static final String TASKS = "/api/v1/tasks/";

  private final ClusterView view;
  private final TaskJson json;

  Replies(ClusterView view, TaskJson json) {
    this.view = view;
    this.json = json;
  }

  Answer task(Reply reply) {
    return answer(reply, Reply.Stored.class, this::stored);
  }

  Answer tasks(Reply reply) {
    return answer(reply, Reply.AllStored.class, all -> all(all.tasks()));
  }

  /** The answer to a success of the kind that is expected, or the problem. */
  <T extends Reply> Answer answer(Reply reply, Class<T> expected, Function<T, Answer> answer) {
    return expected.isInstance(reply)
        ? answer.apply(expected.cast(reply))
        : problem(reply, "/name").answer();
  }

  /**
   * @param pointer the place of the name in the request's body
   */
  Problem problem(Reply reply, String pointer) {
    if (!(reply instanceof Reply.Refused refused)) {
      throw new IllegalArgumentException("is no problem: " + reply);
    }
    return switch (refused) {
      case Reply.Exists(var name, _) -> Problems.exists(name, pointer);
      case Reply.Absent(var name) -> Problems.noSuchTask(name);
      case Reply.Stale(var name, var version) -> Problems.stale(name, version);
      case Reply.KeyReused _ -> Problems.keyReused();
      case Reply.KeySpent(var name) -> Problems.keySpent(name);
      case Reply.TooLarge _ ->
          Problems.tooLarge("The batch does not fit one commit; send fewer tasks at once.");
      case Reply.NoRun(var run) -> RunProblems.noSuchRun(run);
      case Reply.NoBackfill(var backfill) -> RunProblems.noSuchBackfill(backfill);
      case Reply.RunEnded(var run) -> RunProblems.runEnded(run);
      case Reply.QueueFull(var name) -> RunProblems.queueFull(name);
      case Reply.NoWorker(var worker) -> RunProblems.noSuchWorker(worker);
      case Reply.ManyWorkers(var worker) -> RunProblems.ambiguousWorker(worker);
      case Reply.Inconsistent _ -> Problems.inconsistent();
      case Reply.NotLeading _ -> Problems.notLeading();
      case Reply.Unknown _ -> Problems.unknownOutcome();
    };
  }

  /** The task as the reply has it, which the image may not have yet, or never in a dry run. */
  ObjectNode task(Reply.Stored stored) {
    return json.task(image(stored), stored.entry());
  }

  private ClusterImage image(Reply.Stored stored) {
    var now = view.image();
    var name = stored.entry().name();
    var assignment = stored.assignment();
    if (stored.entry().equals(now.task(name)) && Objects.equals(assignment, now.assignment(name))) {
      return now;
    }
    var image = now.withoutAssignment(name).withTask(stored.entry());
    return assignment == null ? image : image.withAssignment(assignment);
  }

  private Answer stored(Reply.Stored stored) {
    var answer =
        Answer.of(stored.created() ? 201 : 200, task(stored))
            .with("ETag", Precondition.etag(stored.entry()));
    return stored.created() ? answer.with("Location", TASKS + stored.entry().name()) : answer;
  }

  private Answer all(List<Reply.Stored> tasks) {
    var body = JsonNodeFactory.instance.objectNode();
    var items = body.putArray("items");
    tasks.forEach(stored -> items.add(task(stored)));
    return Answer.of(201, body);
  }
}

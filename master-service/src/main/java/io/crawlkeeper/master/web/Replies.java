package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.leader.Reply;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the leader replied, as HTTP. */
final class Replies {

  static final String TASKS = "/api/v1/tasks/";

  private final ClusterView view;

  Replies(ClusterView view) {
    this.view = view;
  }

  Answer answer(Reply reply) {
    return switch (reply) {
      case Reply.Stored stored -> stored(stored);
      case Reply.AllStored all -> all(all.tasks());
      case Reply.Deleted _ -> Answer.noContent();
      case Reply.Exists _,
          Reply.Absent _,
          Reply.Stale _,
          Reply.KeyReused _,
          Reply.KeySpent _,
          Reply.TooLarge _,
          Reply.Inconsistent _,
          Reply.NotLeading _,
          Reply.Unknown _ ->
          problem(reply, "/name").answer();
    };
  }

  /**
   * @param pointer the place of the name in the request's body
   */
  Problem problem(Reply reply, String pointer) {
    return switch (reply) {
      case Reply.Stored _, Reply.AllStored _, Reply.Deleted _ ->
          throw new IllegalArgumentException("is no problem: " + reply);
      case Reply.Exists(var name, _) -> Problems.exists(name, pointer);
      case Reply.Absent(var name) -> Problems.noSuchTask(name);
      case Reply.Stale(var name, var version) -> Problems.stale(name, version);
      case Reply.KeyReused _ -> Problems.keyReused();
      case Reply.KeySpent(var name) -> Problems.keySpent(name);
      case Reply.TooLarge _ ->
          Problems.tooLarge("The batch does not fit one commit; send fewer tasks at once.");
      case Reply.Inconsistent _ -> Problems.inconsistent();
      case Reply.NotLeading _ -> Problems.notLeading();
      case Reply.Unknown _ -> Problems.unknownOutcome();
    };
  }

  /** The task as the reply has it, which the image may not have yet, or never in a dry run. */
  ObjectNode task(Reply.Stored stored) {
    return TaskJson.task(image(stored), stored.entry());
  }

  private ClusterImage image(Reply.Stored stored) {
    var image = view.image().withoutAssignment(stored.entry().name()).withTask(stored.entry());
    var assignment = stored.assignment();
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

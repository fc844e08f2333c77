package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.master.task.MergePatch;
import io.crawlkeeper.master.task.TaskDocument;
import io.crawlkeeper.master.task.TaskDraft;
import io.crawlkeeper.master.task.TaskReader;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Carries out merge patches, and other changes of a task as it is, on the leader: reads the task,
 * changes what the user wrote of it, and stores that over the version read. If another write came
 * between, it begins again.
 */
final class PatchTask {

  private static final int TRIES = 5;

  private final Submission submission;
  private final Replies replies;
  private final ClusterView view;

  PatchTask(Submission submission, Replies replies, ClusterView view) {
    this.submission = submission;
    this.replies = replies;
    this.view = view;
  }

  /**
   * @throws Refusal if there is no such task, or not the one of the precondition
   * @throws io.crawlkeeper.master.task.InvalidTask if the patched task is none
   */
  Answer patch(String name, JsonNode patch, Precondition when, String operation, boolean dryRun) {
    return change(name, current -> patched(current, patch), when, operation, dryRun);
  }

  /**
   * @param change what shall become of the task; may refuse
   * @throws Refusal as {@link #patch}
   */
  Answer change(
      String name,
      Function<TaskEntry, TaskDraft> change,
      Precondition when,
      String operation,
      boolean dryRun) {
    for (var attempt = 0; attempt < TRIES; attempt++) {
      var current = view.image().task(name);
      if (current == null) {
        throw new Refusal(Problems.noSuchTask(name));
      }
      var version = version(when, current);
      var draft = change.apply(current);
      var reply = submission.submit(new Request.Apply(draft, version, operation, dryRun));
      if (!(reply instanceof Reply.Stale) || when instanceof Precondition.Exactly) {
        return replies.task(reply);
      }
    }
    throw new Refusal(Problems.conflict(name));
  }

  private static int version(Precondition when, TaskEntry current) {
    return switch (when) {
      case Precondition.None _, Precondition.Present _, Precondition.Absent _ -> current.version();
      case Precondition.Exactly exactly -> {
        exactly.version(current.name(), current);
        yield exactly.version();
      }
    };
  }

  private static TaskDraft patched(TaskEntry current, JsonNode patch) {
    var document = MergePatch.apply(TaskDocument.of(current.task()), patch);
    if (TaskDocument.size(document) > RawRequest.TASK_BYTES) {
      throw new Refusal(Problems.tooLarge("The patched task would be larger than 64 KiB."));
    }
    return TaskReader.read(document, current.name());
  }
}

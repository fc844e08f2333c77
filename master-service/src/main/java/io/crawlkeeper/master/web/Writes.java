package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.master.task.TaskDraft;

/** Carries out writes of one task on the leader. */
final class Writes {

  private final Submission submission;
  private final Replies replies;
  private final ClusterView view;

  Writes(Submission submission, Replies replies, ClusterView view) {
    this.submission = submission;
    this.replies = replies;
    this.view = view;
  }

  Answer create(Request.Create request) {
    return replies.task(submission.submit(request));
  }

  /**
   * @throws Refusal if the precondition is of another task that had the name
   */
  Answer apply(TaskDraft draft, Precondition when, String operation, boolean dryRun) {
    var version = when.version(draft.name(), view.image().task(draft.name()));
    return replies.task(submission.submit(new Request.Apply(draft, version, operation, dryRun)));
  }

  /**
   * @throws Refusal as {@link #apply}, or if there is no such task
   */
  Answer delete(String name, Precondition when, String operation, boolean dryRun) {
    var current = view.image().task(name);
    if (current == null) {
      throw new Refusal(Problems.noSuchTask(name));
    }
    var version = when.version(name, current);
    var reply = submission.submit(new Request.Delete(name, version, operation, dryRun));
    var gone = reply instanceof Reply.Stale(_, var now) && now == null;
    return replies.answer(
        gone ? new Reply.Absent(name) : reply, Reply.Deleted.class, _ -> Answer.noContent());
  }
}

package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.Census;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.WorkerState;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.master.task.JsonText;
import io.crawlkeeper.model.Words;
import io.crawlkeeper.model.WorkerNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Carries out changes of workers on the leader. */
final class ChangeWorkers {

  private final Submission submission;
  private final Replies replies;
  private final ClusterView view;

  ChangeWorkers(Submission submission, Replies replies, ClusterView view) {
    this.submission = submission;
    this.replies = replies;
    this.view = view;
  }

  /** How far a worker is with handing over its tasks. */
  private record Handover(
      String worker, String state, @Nullable Instant deadline, int tasks, int running) {}

  /** 202 as long as there are tasks to hand over. */
  Answer cordon(Request.CordonWorker cordon) {
    return replies.answer(
        submission.submit(cordon),
        Reply.WorkerChanged.class,
        changed -> progress(cordon.within() == null ? 200 : 202, changed));
  }

  Answer uncordon(Request.UncordonWorker uncordon) {
    var reply = submission.submit(uncordon);
    while (reply instanceof Reply.WorkerChanged changed && changed.left() && !uncordon.dryRun()) {
      reply = submission.submit(uncordon);
    }
    return replies.answer(
        reply,
        Reply.WorkerChanged.class,
        changed -> progress(200, new Reply.WorkerChanged(changed.worker(), null, false)));
  }

  private Answer progress(int status, Reply.WorkerChanged changed) {
    return Answer.of(status, JsonText.tree(handover(changed.worker(), changed)));
  }

  /** As the reply has it, which the image never has in a dry run. */
  private Handover handover(WorkerNode worker, Reply.WorkerChanged changed) {
    var cordon = changed.cordon();
    var image =
        cordon == null
            ? view.image().withoutCordon(worker.name())
            : view.image().withCordon(cordon);
    var share = Census.of(image).share(worker.name());
    return new Handover(
        worker.name(),
        Words.of(WorkerState.of(image, worker.name())),
        cordon == null ? null : cordon.deadline(),
        share.tasks(),
        share.running());
  }

  Answer rebalance(Request.Rebalance rebalance) {
    return replies.answer(
        submission.submit(rebalance),
        Reply.Rebalanced.class,
        rebalanced -> {
          var json = JsonNodeFactory.instance.objectNode();
          json.set("moves", JsonText.tree(rebalanced.moves()));
          return Answer.of(200, json.put("more", rebalanced.more()));
        });
  }
}

package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.placement.HandOvers;
import io.crawlkeeper.master.placement.Placement;
import io.crawlkeeper.model.Cordon;
import io.crawlkeeper.model.WorkerNode;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done where a user empties workers, gives them tasks again, or evens out their load.
 */
final class WorkerCare {

  private WorkerCare() {}

  static Decision cordon(LeaderImage image, Request.CordonWorker request, Instant now) {
    return one(
        image.cluster(),
        request.worker(),
        worker -> {
          var before = image.cluster().cordon(worker.name());
          var after = cordon(before, worker, request, now);
          if (after.equals(before)) {
            return Decision.answer(new Reply.WorkerChanged(worker, after, false));
          }
          var draft = new Draft(image);
          draft.add(new Change.Cordoned(after, before == null));
          return draft.decide(new Reply.WorkerChanged(worker, after, false));
        });
  }

  /** One that drains is cordoned already. */
  private static Cordon cordon(
      @Nullable Cordon before, WorkerNode worker, Request.CordonWorker request, Instant now) {
    var within = request.within();
    if (within == null && before != null) {
      return before;
    }
    return new Cordon(
        worker.name(),
        before == null ? now : before.since(),
        within == null ? null : now.plus(within));
  }

  /**
   * Calls off as many hand-overs as fit one commit. The cordon goes with the last of them; until
   * then it stays without its deadline, so that no new ones are begun.
   */
  static Decision uncordon(LeaderImage image, Request.UncordonWorker request) {
    return one(
        image.cluster(),
        request.worker(),
        worker -> {
          var cordon = image.cluster().cordon(worker.name());
          var kept = HandOvers.toCallOff(image.cluster(), worker.name());
          var left = kept.size() > Upkeep.AT_ONCE;
          var draft = new Draft(image);
          kept.stream().limit(Upkeep.AT_ONCE).forEach(draft::renew);
          if (cordon != null && !left) {
            draft.add(new Change.Uncordoned(worker.name()));
          } else if (cordon != null && cordon.drains()) {
            var calm = new Cordon(cordon.worker(), cordon.since(), null);
            draft.add(new Change.Cordoned(calm, false));
          }
          return draft.decide(
              new Reply.WorkerChanged(worker, draft.cluster().cordon(worker.name()), left));
        });
  }

  static Decision rebalance(LeaderImage image, Request.Rebalance request, Instant now) {
    var all = Placement.rebalance(image.cluster(), request.running());
    var moves = all.subList(0, Math.min(all.size(), Upkeep.AT_ONCE));
    var draft = new Draft(image);
    moves.forEach(move -> draft.even(move, now));
    return draft.decide(new Reply.Rebalanced(moves, moves.size() < all.size()));
  }

  private static Decision one(
      ClusterImage image, String wanted, Function<WorkerNode, Decision> decide) {
    var found = image.workersCalled(wanted);
    return switch (found.size()) {
      case 0 -> Decision.answer(new Reply.NoWorker(wanted));
      case 1 -> decide.apply(found.getFirst());
      default -> Decision.answer(new Reply.ManyWorkers(wanted));
    };
  }
}

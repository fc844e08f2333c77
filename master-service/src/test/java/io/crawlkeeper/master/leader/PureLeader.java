package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.ClusterImage;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** A leader whose commits always succeed: decides as the real one does, in memory. */
public final class PureLeader {

  private LeaderImage image = LeaderImage.EMPTY;
  private long nextId = 100;

  public ClusterImage cluster() {
    return image.cluster();
  }

  public LeaderImage image() {
    return image;
  }

  public void change(UnaryOperator<ClusterImage> change) {
    image = image.with(change.apply(image.cluster()));
  }

  public Reply ask(Request request, Instant now) {
    var decision = Decider.decide(image, request, now, () -> nextId++);
    if (!request.dryRun()) {
      decision.changes().forEach(this::apply);
    }
    return decision.reply();
  }

  /** Does what is due unasked, until nothing is. */
  public void keepUp(Instant now) {
    for (var due = Upkeep.due(image, now); !due.isEmpty(); due = Upkeep.due(image, now)) {
      due.forEach(part -> part.forEach(this::apply));
    }
  }

  private void apply(Change change) {
    image = image.after(change);
  }
}

package io.crawlkeeper.master.placement;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Assignment;
import org.jspecify.annotations.Nullable;

/** The image as it will be after a move. */
final class Moves {

  private Moves() {}

  static ClusterImage apply(ClusterImage image, TaskEntry entry, @Nullable String to) {
    return to == null
        ? image.withoutAssignment(entry.name())
        : image.withAssignment(
            new Assignment(
                entry.name(), entry.id(), to, entry.version(), entry.task().generation(), 0, null));
  }
}

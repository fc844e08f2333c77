package io.crawlkeeper.master.placement;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import org.jspecify.annotations.Nullable;

/** The image as it will be after a move. */
final class Moves {

  private Moves() {}

  static ClusterImage apply(ClusterImage image, TaskEntry entry, @Nullable String to) {
    return to == null
        ? image.withoutAssignment(entry.name())
        : image.withAssignment(image.assign(entry, to, null));
  }
}

package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.model.Leadership;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The election as it was read.
 *
 * @param holder who took the last epoch; null before the first
 * @param latches names of the nodes of those who stand
 * @param participants {@code master-2|host:port} of those who stand, sorted
 */
public record ElectionImage(
    long epoch, @Nullable Leadership holder, List<String> latches, List<String> participants) {

  static final ElectionImage NONE = new ElectionImage(0, null, List.of(), List.of());

  public ElectionImage {
    latches = List.copyOf(latches);
    participants = List.copyOf(participants);
  }

  /** The holder of the last epoch, if its node is still there. */
  public Optional<Leadership> leader() {
    return Optional.ofNullable(holder).filter(one -> latches.contains(one.latch()));
  }
}

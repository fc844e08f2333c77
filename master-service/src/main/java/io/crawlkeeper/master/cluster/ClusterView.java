package io.crawlkeeper.master.cluster;

import io.crawlkeeper.clock.NodeClock;
import io.crawlkeeper.model.Leadership;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a master can tell of the cluster without asking anybody. Safe for use by many threads. */
public interface ClusterView {

  /** On the leader all that it has committed; on a follower what it has heard of so far. */
  ClusterImage image();

  /** Who leads, and is alive; empty during an election. */
  Optional<Leadership> leader();

  /** Participants of the election, {@code master-2|host:port}, the leader among them. */
  List<String> masters();

  /** The last epoch known; 0 before the first election. */
  long epoch();

  /**
   * What nodes say of the clocks of their machines, by name with incarnation; some seconds old.
   * Empty where nobody asks them.
   */
  default Map<String, NodeClock> clocks() {
    return Map.of();
  }

  /** Whether the image has been read since this process started. */
  boolean loaded();

  /**
   * Reads these tasks anew, at least as new as any write that was answered before this call. Blocks
   * for a round trip or two.
   */
  void refresh(Collection<String> names) throws Exception;
}

package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.WorkerNode;
import java.time.Duration;
import org.pcollections.HashPMap;
import org.pcollections.TreePMap;

/**
 * Port to what this master hears of the cluster, and so to what the leader does not write itself.
 */
public interface Surroundings {

  /** The cluster as watches and sweeps have told of it; may lag behind. */
  ClusterImage heard();

  /**
   * For how long something has been announced that is not in the image yet; zero if nothing has.
   */
  default Duration lag() {
    return Duration.ZERO;
  }

  default TreePMap<String, WorkerNode> workers() {
    return heard().workers();
  }

  default HashPMap<Long, Ledger> ledgers() {
    return heard().ledgers();
  }
}

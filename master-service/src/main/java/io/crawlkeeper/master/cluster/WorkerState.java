package io.crawlkeeper.master.cluster;

/** Whether a worker gets tasks, as users see it. */
public enum WorkerState {
  ACTIVE,
  /** Keeps its tasks and gets no more. */
  CORDONED,
  /** Is handing over its tasks. */
  DRAINING,
  /** Has handed over all of them: it can be stopped. */
  DRAINED;

  public static WorkerState of(ClusterImage image, String worker) {
    var cordon = image.cordon(worker);
    if (cordon == null) {
      return ACTIVE;
    }
    if (!cordon.drains()) {
      return CORDONED;
    }
    return image.loads().containsKey(worker) ? DRAINING : DRAINED;
  }
}

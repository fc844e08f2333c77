package io.crawlkeeper.worker.job;

import java.io.IOException;

/** A request to the cluster that was not done, or of which that cannot be told. */
public abstract sealed class ClusterTrouble extends IOException
    permits ClusterAway, ClusterRefusal {
  private static final long serialVersionUID = 1;

  ClusterTrouble(String message, Throwable cause) {
    super(message, cause);
  }
}

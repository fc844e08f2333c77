package io.crawlkeeper.worker.job;

/** The cluster has answered that it will not do it; it would say the same again. */
public final class ClusterRefusal extends ClusterTrouble {
  private static final long serialVersionUID = 1;

  public ClusterRefusal(String message, Throwable cause) {
    super(message, cause);
  }
}

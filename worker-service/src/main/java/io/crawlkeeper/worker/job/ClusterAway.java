package io.crawlkeeper.worker.job;

/** The cluster does not answer, or not now. The request may have been done; it can be repeated. */
public final class ClusterAway extends ClusterTrouble {
  private static final long serialVersionUID = 1;

  public ClusterAway(String message, Throwable cause) {
    super(message, cause);
  }
}

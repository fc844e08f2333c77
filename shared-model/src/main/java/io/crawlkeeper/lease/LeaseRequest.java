package io.crawlkeeper.lease;

/**
 * What a worker wants of one host.
 *
 * @param host with port
 * @param demand strictest of the worker's runs
 * @param condition what the worker has learned of the host and nobody else knows yet
 */
public record LeaseRequest(String host, Aim aim, Demand demand, HostCondition condition) {

  /** What for. */
  public enum Aim {
    /** Get the lease, or keep it. */
    USE,
    /** Let go of the lease for others, and stand in line behind them. */
    WAIT,
    /** Let go, having nothing to fetch now; the demand counts. */
    REST,
    /** Let go; the demand counts no longer. */
    LEAVE
  }
}

package io.crawlkeeper.clock;

/** How this machine's clock stands to ZooKeeper's. */
public enum Agreement {
  /** They show the same, as far as it matters. */
  AGREED,
  /** They differ by more than is tolerated. */
  OFF,
  /** ZooKeeper has not told its time, or not for long. */
  UNKNOWN
}

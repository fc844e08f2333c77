package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.frontier.FrontierStore;
import java.time.Duration;

/**
 * What outlives a process that is killed.
 *
 * @param store of the frontiers
 * @param batch the most fetches of a run that can be lost with it: under way, or done and not
 *     stored
 * @param patience how long a run waits for a store that does not answer before it breaks
 */
public record Durability(FrontierStore store, int batch, Duration patience) {
  public static final int DEFAULT_BATCH = 50;
  public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(2);

  public Durability {
    if (batch < 2 || patience.isNegative()) {
      throw new IllegalArgumentException("a batch has at least 2 fetches");
    }
  }

  public static Durability of(FrontierStore store) {
    return new Durability(store, DEFAULT_BATCH, DEFAULT_PATIENCE);
  }
}

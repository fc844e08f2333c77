package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.frontier.FrontierStore;
import io.crawlkeeper.worker.crawl.recrawl.EarlierRuns;
import java.time.Duration;

/**
 * What outlives a process that is killed.
 *
 * @param store of the frontiers
 * @param batch the most fetches of a run that can be lost with it: under way, or done and not
 *     stored
 * @param patience how long a run waits for a store that does not answer before it breaks
 * @param earlier runs that a run may refer to
 */
public record Durability(FrontierStore store, int batch, Duration patience, EarlierRuns earlier) {
  public static final int DEFAULT_BATCH = 50;
  public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(2);

  public Durability {
    if (batch < 2 || patience.isNegative()) {
      throw new IllegalArgumentException("a batch has at least 2 fetches");
    }
  }

  /** One in which runs know nothing of each other. */
  public Durability(FrontierStore store, int batch, Duration patience) {
    this(store, batch, patience, EarlierRuns.NONE);
  }

  /** The same in which runs know of those before them. */
  public Durability with(EarlierRuns runs) {
    return new Durability(store, batch, patience, runs);
  }

  public static Durability of(FrontierStore store) {
    return new Durability(store, DEFAULT_BATCH, DEFAULT_PATIENCE);
  }
}

package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.model.RuleTrial;
import org.jspecify.annotations.Nullable;

/** Tries extraction rules on single pages. Safe for use by many threads. */
@FunctionalInterface
public interface RuleTrials {

  /** Blocks for some seconds at most; null if too many trials are under way. */
  @Nullable Trial on(RuleTrial asked) throws InterruptedException;
}

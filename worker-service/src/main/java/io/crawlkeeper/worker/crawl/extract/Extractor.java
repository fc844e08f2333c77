package io.crawlkeeper.worker.crawl.extract;

import io.crawlkeeper.model.ExtractSpec;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Takes items and links out of pages by the rules of a task. Whatever a page holds, the time and
 * the memory that it takes are bounded, and what is wrong is told and not thrown. Safe for use by
 * many threads.
 */
public final class Extractor {
  /** For all rules on one page. */
  static final Duration LONGEST = Duration.ofSeconds(5);

  private final Rules rules;
  private final LongSupplier ticker;

  private Extractor(Rules rules, LongSupplier ticker) {
    this.rules = rules;
    this.ticker = ticker;
  }

  /**
   * @param ticker monotonic, in nanoseconds
   * @throws IllegalArgumentException if a rule cannot be compiled; the message names it
   */
  public static Extractor of(ExtractSpec spec, LongSupplier ticker) {
    return new Extractor(Rules.of(spec), ticker);
  }

  /** Whether there is nothing to do for any page. */
  public boolean isIdle() {
    return rules.items().isEmpty() && rules.follow().isEmpty();
  }

  public Extraction extract(Subject subject) {
    return isIdle()
        ? Extraction.NONE
        : new Harvest(rules, subject, new Effort(ticker, LONGEST)).gather();
  }
}

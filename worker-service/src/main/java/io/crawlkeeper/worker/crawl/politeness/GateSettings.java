package io.crawlkeeper.worker.crawl.politeness;

import java.time.Duration;

/**
 * How all hosts are treated.
 *
 * @param firstBackOff how long a host that says it is overloaded, but not for how long, is left
 *     alone; doubles each time
 * @param maxCrawlDelay most of what a robots.txt may ask for
 */
public record GateSettings(Duration firstBackOff, Duration maxCrawlDelay) {
  public static final GateSettings DEFAULT =
      new GateSettings(Duration.ofSeconds(1), Duration.ofSeconds(30));
}

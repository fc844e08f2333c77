package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.model.CrawlPlan;
import java.time.Duration;

/**
 * What a fetch may take.
 *
 * @param maxBodyBytes of a body, counted as received and again as decoded; the rest is cut off
 * @param connect until a connection stands
 * @param silence between two packets of a response
 * @param total from the request to the last byte, however steadily it drips
 */
public record FetchLimits(int maxBodyBytes, Duration connect, Duration silence, Duration total) {
  /** The most that is kept of a body, whatever a task wants: it is kept in memory. */
  public static final int LARGEST_BODY = 1 << 30;

  public static final FetchLimits DEFAULT =
      new FetchLimits(
          10 << 20, Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60));

  /** Those that a task asks for, with the most that this worker keeps. */
  public static FetchLimits of(CrawlPlan plan) {
    var timeouts = plan.fetch().timeouts();
    var body = (int) Math.min(plan.limits().maxBodySize().bytes(), LARGEST_BODY);
    return new FetchLimits(body, timeouts.connect(), timeouts.read(), timeouts.total());
  }

  /** The same but for bodies. */
  FetchLimits withBody(int bytes) {
    return new FetchLimits(bytes, connect, silence, total);
  }

  public FetchLimits {
    if (maxBodyBytes < 1 || !connect.isPositive() || !silence.isPositive() || !total.isPositive()) {
      throw new IllegalArgumentException("limits of fetches must be more than 0");
    }
  }
}

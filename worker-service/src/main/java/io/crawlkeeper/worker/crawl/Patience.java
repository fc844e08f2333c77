package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.frontier.FrontierAwayException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a store again that does not answer, for a while. The run stands still meanwhile: what is
 * under way comes to its end, and nothing new is begun.
 *
 * @param run for the log
 * @param ticker monotonic, in nanoseconds
 */
record Patience(String run, Duration most, LongSupplier ticker) {
  private static final Logger log = LoggerFactory.getLogger(Patience.class);
  private static final long PAUSE_MILLIS = 250;

  interface Call {
    void make() throws IOException;
  }

  /**
   * @throws FrontierAwayException if it has not answered for all that time
   */
  void make(Call call) throws IOException, InterruptedException {
    var start = ticker.getAsLong();
    for (var failures = 0; ; failures++) {
      try {
        call.make();
        return;
      } catch (FrontierAwayException e) {
        if (ticker.getAsLong() - start >= most.toNanos()) {
          throw e;
        }
        if (failures == 0) {
          log.warn("Run {} stands still, as its frontier is away: {}", run, e.getMessage());
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }
}

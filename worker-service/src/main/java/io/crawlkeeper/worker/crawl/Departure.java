package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.fetch.Sending;
import io.crawlkeeper.worker.crawl.politeness.Clearance;
import io.crawlkeeper.worker.crawl.politeness.Permit;
import java.util.function.LongSupplier;

/**
 * Asks the gate for a request that has a permit.
 *
 * @param ticker that of the gate
 */
record Departure(Permit permit, LongSupplier ticker) implements Sending {
  @Override
  public Clearance clear() {
    return permit.clear(ticker.getAsLong());
  }

  @Override
  public void written() {
    permit.written(ticker.getAsLong());
  }

  @Override
  public void answered() {
    permit.answered(ticker.getAsLong());
  }

  @Override
  public void cutBy(Runnable action) {
    permit.cutBy(action);
  }
}

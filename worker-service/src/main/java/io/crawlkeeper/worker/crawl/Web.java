package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.fetch.Fetcher;
import io.crawlkeeper.worker.crawl.fetch.RobotsCache;
import io.crawlkeeper.worker.crawl.live.LiveRuns;
import io.crawlkeeper.worker.crawl.politeness.HostGate;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** What all runs of the process share. Safe for use by many threads. */
record Web(
    CrawlSettings settings,
    Fetcher fetcher,
    HostGate gate,
    RobotsCache robots,
    FetchListener listener,
    LiveRuns live,
    Clocks clocks)
    implements AutoCloseable {

  static Web open(CrawlSettings settings, HostGate gate, FetchListener listener) {
    var clocks = new Clocks(InstantSource.system(), System::nanoTime);
    var fetcher = new Fetcher(settings.fetch());
    return new Web(
        settings,
        fetcher,
        gate,
        new RobotsCache(fetcher, clocks.ticker()),
        listener,
        new LiveRuns(),
        clocks);
  }

  @Override
  public void close() {
    fetcher.close();
  }

  /**
   * @param ticker monotonic, in nanoseconds
   */
  record Clocks(InstantSource wall, LongSupplier ticker) {}
}

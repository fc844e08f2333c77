package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.Event.Finished;
import io.crawlkeeper.worker.crawl.frontier.Commit;
import io.crawlkeeper.worker.crawl.frontier.Commit.Deferral;
import io.crawlkeeper.worker.crawl.frontier.Commit.Done;
import io.crawlkeeper.worker.crawl.frontier.Counts;
import io.crawlkeeper.worker.crawl.frontier.Frontier;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.frontier.FrontierLink;
import io.crawlkeeper.worker.crawl.frontier.Refusal;
import io.crawlkeeper.worker.crawl.sink.Sinks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Results that wait to be stored together. One thread. */
final class CrawlBatch {
  private static final int FULL = 50;
  private static final long OLDEST = Duration.ofMillis(200).toNanos();

  private final Sinks sinks;
  private final Frontier frontier;
  private final List<Finished> results = new ArrayList<>();
  private final List<Deferral> deferred = new ArrayList<>();
  private final List<FrontierLink> found = new ArrayList<>();
  private final List<Refusal> refused = new ArrayList<>();
  private long since;

  CrawlBatch(Sinks sinks, Frontier frontier) {
    this.sinks = sinks;
    this.frontier = frontier;
  }

  void add(Finished result, long now) {
    begin(now);
    results.add(result);
    found.addAll(result.links());
    refused.addAll(result.refused());
  }

  void defer(FrontierEntry entry, Instant notBefore, long now) {
    begin(now);
    deferred.add(new Deferral(entry, notBefore));
  }

  private void begin(long now) {
    if (isEmpty()) {
      since = now;
    }
  }

  boolean isEmpty() {
    return results.isEmpty() && deferred.isEmpty();
  }

  /** Nanoseconds until the batch is to be stored; the largest number if it is empty. */
  long nanosLeft(long now) {
    if (isEmpty()) {
      return Long.MAX_VALUE;
    }
    return results.size() + deferred.size() >= FULL ? 0 : Math.max(0, since + OLDEST - now);
  }

  void store() throws IOException {
    var done = new ArrayList<Done>(results.size());
    for (var result : results) {
      done.add(new Done(result.entry(), result.page(), sinks.write(result.encoded())));
    }
    frontier.commit(new Commit(done, deferred, found, refused, Counts.NONE, sinks.flush()));
    sinks.committed();
    results.clear();
    deferred.clear();
    found.clear();
    refused.clear();
  }
}

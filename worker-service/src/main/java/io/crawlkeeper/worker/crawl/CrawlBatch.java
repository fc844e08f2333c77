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
import org.jspecify.annotations.Nullable;

/** Results that wait to be stored together. One thread. */
final class CrawlBatch {
  private static final long OLDEST = Duration.ofMillis(200).toNanos();

  private final Sinks sinks;
  private final Frontier frontier;
  private final int most;
  private final List<Finished> results = new ArrayList<>();
  private final List<Deferral> deferred = new ArrayList<>();
  private final List<FrontierLink> found = new ArrayList<>();
  private final List<Refusal> refused = new ArrayList<>();
  private @Nullable List<Done> appended;
  private @Nullable Commit written;
  private long since;

  /**
   * @param most fetches under way and results that wait, together
   */
  CrawlBatch(Sinks sinks, Frontier frontier, int most) {
    this.sinks = sinks;
    this.frontier = frontier;
    this.most = most;
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

  /** Whether one more fetch may begin: if the process were killed, it would have to be repeated. */
  boolean hasRoom(int inFlight) {
    return results.size() + deferred.size() + inFlight < most;
  }

  /** Nanoseconds until the batch is to be stored; the largest number if it is empty. */
  long nanosLeft(long now, int inFlight) {
    if (isEmpty()) {
      return Long.MAX_VALUE;
    }
    return hasRoom(inFlight) ? Math.max(0, since + OLDEST - now) : 0;
  }

  /**
   * Writes the results, and then commits what they are part of. Asked again after a failure of a
   * database, it goes on with what it has not done.
   *
   * @param counts of the run with this batch
   */
  void store(Counts counts) throws IOException {
    var commit = written;
    if (commit == null) {
      commit = write(counts);
      written = commit;
    }
    frontier.commit(commit);
    written = null;
    appended = null;
    results.clear();
    deferred.clear();
    found.clear();
    refused.clear();
    sinks.committed();
  }

  private Commit write(Counts counts) throws IOException {
    var done = appended;
    if (done == null) {
      done = append();
      appended = done;
    }
    return new Commit(done, deferred, found, refused, counts, sinks.flush());
  }

  private List<Done> append() throws IOException {
    var done = new ArrayList<Done>(results.size());
    for (var result : results) {
      done.add(new Done(result.entry(), result.page(), sinks.write(result.encoded())));
    }
    return done;
  }
}

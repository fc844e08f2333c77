package io.crawlkeeper.worker.crawl.fetch;

import java.time.Duration;

/**
 * How long a server has not said anything, since the request was written. The client ends silences
 * by itself where a connection serves one request at a time, and so not with HTTP/2. Safe for use
 * by many threads.
 */
final class Silence {
  private final long longest;
  private volatile boolean begun;
  private volatile long since;

  Silence(Duration longest) {
    this.longest = longest.toNanos();
  }

  /** The request was written, or something has come. */
  void broken() {
    since = System.nanoTime();
    begun = true;
  }

  /** Nanoseconds until it has lasted too long; not more than 0 if it has. */
  long left() {
    return begun ? longest - (System.nanoTime() - since) : longest;
  }
}

package io.crawlkeeper.worker.crawl.fetch;

import java.io.IOException;

/** A way to send requests. Safe for use by many threads. */
interface Transport extends AutoCloseable {

  /**
   * Sends the request of a call, and gives its intake what comes back. Blocks until that is done,
   * the call is ended, or the thread is interrupted.
   */
  void exchange(Call call) throws IOException;

  /** Ends the exchanges under way. */
  @Override
  void close();
}

package io.crawlkeeper.worker.crawl.render;

import io.crawlkeeper.worker.crawl.fetch.Sending;
import java.io.IOException;
import java.time.Duration;

/**
 * Has what a page loads wait for the turn of its host, in line with all other requests to it. Safe
 * for use by many threads; blocks.
 */
public interface Turnstile {

  /**
   * Waits until a request may start.
   *
   * @param host name or address literal, without brackets
   * @throws IOException if it may not, or not within {@code longest}
   * @throws InterruptedException if the calling thread is interrupted; the place in line is given
   *     up
   */
  Pass await(String host, int port, Duration longest) throws IOException, InterruptedException;

  /** Stands for a request under way; to be closed when that has ended. */
  interface Pass extends Sending, AutoCloseable {
    @Override
    void close();
  }
}

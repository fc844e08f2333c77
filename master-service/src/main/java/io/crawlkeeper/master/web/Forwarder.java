package io.crawlkeeper.master.web;

import io.crawlkeeper.model.Leadership;
import java.io.IOException;
import java.time.Duration;

/** Takes a write to another master. Safe for use by many threads. */
interface Forwarder {

  /**
   * @param most how long to wait for the answer
   * @return the answer, of any status
   * @throws java.net.ConnectException if the other was not reached, so that nothing was done there
   * @throws IOException if no answer came; it may have been done
   */
  Answer forward(Leadership leader, RawRequest request, Duration most) throws IOException;
}

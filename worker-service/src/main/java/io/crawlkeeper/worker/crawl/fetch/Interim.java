package io.crawlkeeper.worker.crawl.fetch;

import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;

/** Counts the interim responses (1xx) of one exchange. One thread. */
final class Interim {
  private static final int MOST = 20;

  private int seen;

  void another() throws HttpException {
    if (++seen > MOST) {
      throw new ProtocolException("more than " + MOST + " interim responses");
    }
  }
}

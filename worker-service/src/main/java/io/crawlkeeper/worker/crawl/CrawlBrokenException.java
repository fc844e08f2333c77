package io.crawlkeeper.worker.crawl;

import java.io.IOException;
import java.io.Serial;

/** A thread of the run failed in a way that is our fault, or that of our disk. */
final class CrawlBrokenException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  CrawlBrokenException(Throwable cause) {
    super(cause.toString(), cause);
  }
}

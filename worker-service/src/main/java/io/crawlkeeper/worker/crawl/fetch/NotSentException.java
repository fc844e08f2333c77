package io.crawlkeeper.worker.crawl.fetch;

import java.io.IOException;

/** A request was not sent, or its answer not waited for, as its host may not be asked any more. */
public final class NotSentException extends IOException {
  private static final long serialVersionUID = 1;

  public NotSentException(String message) {
    super(message);
  }
}

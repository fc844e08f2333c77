package io.crawlkeeper.worker.crawl.frontier;

import java.io.IOException;
import java.io.Serial;

/** The store does not answer for the time being. */
public final class FrontierAwayException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message why, in one line
   */
  public FrontierAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}

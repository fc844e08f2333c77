package io.crawlkeeper.worker.crawl.frontier;

import java.io.IOException;
import java.io.Serial;

/** A later attempt has the run, or the run is over: nothing of this attempt counts any more. */
public final class SupersededException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  public SupersededException(String message) {
    super(message);
  }
}

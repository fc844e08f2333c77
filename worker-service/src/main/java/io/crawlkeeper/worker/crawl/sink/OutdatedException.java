package io.crawlkeeper.worker.crawl.sink;

import java.io.IOException;
import java.io.Serial;

/**
 * The states are those of an attempt after which another has had the results, with a frontier that
 * this worker does not see: what the states tell of does not count any more, and may be gone.
 */
public final class OutdatedException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  OutdatedException(int before, int holder) {
    super(
        "attempt %d has had it since attempt %d, whose frontier is here".formatted(holder, before));
  }
}

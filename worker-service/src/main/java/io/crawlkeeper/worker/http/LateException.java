package io.crawlkeeper.worker.http;

import java.io.IOException;
import java.io.Serial;

/** The time for a call was over before its answer was. */
final class LateException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  LateException(Throwable cause) {
    super("the time is over", cause);
  }
}

package io.crawlkeeper.worker.crawl.fetch;

import java.io.IOException;
import java.io.Serial;

/** A body is not encoded as its header says. */
final class EncodingException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  EncodingException(String message, Throwable cause) {
    super(message, cause);
  }
}

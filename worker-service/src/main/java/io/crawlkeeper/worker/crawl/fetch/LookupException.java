package io.crawlkeeper.worker.crawl.fetch;

import java.io.Serial;
import java.net.UnknownHostException;

/** A host has no address that may be visited. */
final class LookupException extends UnknownHostException {
  @Serial private static final long serialVersionUID = 1;

  private final FailureKind kind;

  LookupException(FailureKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  FailureKind kind() {
    return kind;
  }
}

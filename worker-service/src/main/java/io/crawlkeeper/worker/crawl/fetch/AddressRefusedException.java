package io.crawlkeeper.worker.crawl.fetch;

import java.io.Serial;
import java.net.UnknownHostException;

/** A host has no address that may be visited. */
public final class AddressRefusedException extends UnknownHostException {
  @Serial private static final long serialVersionUID = 1;

  AddressRefusedException(String message) {
    super(message);
  }
}

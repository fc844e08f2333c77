package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.storage.Storage;
import java.io.IOException;
import java.io.Serial;

/** An earlier attempt has stored its results where this worker does not see them. */
public final class ForeignStorageException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  ForeignStorageException(Storage own) {
    super(
        "an earlier attempt has stored its results in another place than "
            + own
            + ": name one that all workers share by crawlkeeper.storage.url");
  }
}

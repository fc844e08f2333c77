package io.crawlkeeper.storage;

import java.io.IOException;
import java.io.Serial;

/** A later attempt has claimed the folder: nothing of this one counts any more. */
public final class ClaimedException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  ClaimedException(String folder, int attempt) {
    super("attempt %d has the results in %s now".formatted(attempt, folder));
  }
}

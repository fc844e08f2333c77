package io.crawlkeeper.storage;

import java.io.IOException;
import java.io.Serial;

/** The table of items does not answer for the time being; the same may be asked again. */
public final class ItemsAwayException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * @param message why, in one line
   */
  public ItemsAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}

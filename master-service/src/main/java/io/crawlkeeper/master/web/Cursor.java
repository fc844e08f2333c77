package io.crawlkeeper.master.web;

import io.crawlkeeper.master.task.Names;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a page ended; for users an opaque text. */
final class Cursor {

  private Cursor() {}

  static String encode(String lastName) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(lastName.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws IllegalArgumentException "must be …", if it never was a cursor
   */
  static String decode(String cursor) {
    try {
      return Names.task(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be the nextCursor of an earlier answer", e);
    }
  }
}

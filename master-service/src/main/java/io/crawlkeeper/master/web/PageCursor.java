package io.crawlkeeper.master.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** The last URL of a page of a list; for users an opaque text. */
final class PageCursor {

  private PageCursor() {}

  static String encode(String url) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(url.getBytes(UTF_8));
  }

  /**
   * @throws IllegalArgumentException "must be …", if it never was a cursor
   */
  static String decode(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be the nextCursor of an earlier answer", e);
    }
  }
}

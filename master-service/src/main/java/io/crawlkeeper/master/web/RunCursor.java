package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.RunIds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * Where a page of runs ended; for users an opaque text.
 *
 * @param created of the last run
 * @param id of the last run
 */
record RunCursor(Instant created, String id) {

  String encode() {
    var text = created + " " + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws IllegalArgumentException "must be …", if it never was a cursor
   */
  static RunCursor decode(String cursor) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      var parts = text.split(" ", -1);
      if (parts.length == 2) {
        return new RunCursor(Filters.instant(parts[0]), run(parts[1]));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be the nextCursor of an earlier answer", e);
    }
    throw new IllegalArgumentException("must be the nextCursor of an earlier answer");
  }

  private static String run(String id) {
    if (RunIds.task(id).isEmpty()) {
      throw new IllegalArgumentException("is no id of a run: " + id);
    }
    return id;
  }
}

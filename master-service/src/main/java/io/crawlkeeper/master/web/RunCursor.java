package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.RunIds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of runs ended; for users an opaque text.
 *
 * @param created of the last run
 * @param id of the last run
 * @param historyId of the last run that came from the history, as it knows no others; null if none
 *     did so far
 */
record RunCursor(Instant created, String id, @Nullable String historyId) {

  String encode() {
    var text = created + " " + id + (historyId == null ? "" : " " + historyId);
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
      if (parts.length >= 2 && parts.length <= 3) {
        return new RunCursor(
            Instant.parse(parts[0]), run(parts[1]), parts.length == 3 ? run(parts[2]) : null);
      }
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
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

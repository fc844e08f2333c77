package io.crawlkeeper.master.web;

import io.crawlkeeper.results.ItemFiles.Place;
import java.util.regex.Pattern;

/** Where a page of items ended; for users an opaque text. */
final class ItemCursor {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})-(\\d{1,15})");

  static final String NONE = "must be the nextCursor of an earlier answer";

  private ItemCursor() {}

  static String encode(Place place) {
    return place.file() + "-" + place.offset();
  }

  /**
   * @throws IllegalArgumentException "must be …", if it never was a cursor
   */
  static Place decode(String cursor) {
    var form = FORM.matcher(cursor);
    if (!form.matches()) {
      throw new IllegalArgumentException(NONE);
    }
    return new Place(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)));
  }
}

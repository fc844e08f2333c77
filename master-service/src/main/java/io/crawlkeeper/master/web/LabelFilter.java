package io.crawlkeeper.master.web;

import io.crawlkeeper.master.task.Names;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A label that a task must have; with a null value, whatever its value. */
record LabelFilter(String key, @Nullable String value) {

  /**
   * @param text {@code team} or {@code team=search}
   * @throws IllegalArgumentException "must be …", if it is none
   */
  static LabelFilter parse(String text) {
    var equals = text.indexOf('=');
    return equals < 0
        ? new LabelFilter(Names.label(text), null)
        : new LabelFilter(
            Names.label(text.substring(0, equals)), Names.label(text.substring(equals + 1)));
  }

  boolean matches(Map<String, String> labels) {
    var found = labels.get(key);
    return found != null && (value == null || value.equals(found));
  }
}

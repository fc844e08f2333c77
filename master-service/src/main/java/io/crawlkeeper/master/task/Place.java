package io.crawlkeeper.master.task;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value of a document that may be of several kinds.
 *
 * @param name its key, or that of the list that it is in
 * @param pointer to the value
 */
record Place(String name, JsonNode node, String pointer, Reading reading) {

  boolean isText() {
    return node.isString();
  }

  /** The value as a text; null if it is wrong, which is noted. */
  <T> @Nullable T text(Function<String, T> parse) {
    try {
      return parse.apply(Scalars.text(node, reading.isLenient()));
    } catch (IllegalArgumentException e) {
      refuse(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** The value as an object; null if it is none, which is noted. */
  @Nullable Fields object(List<String> known, String what) {
    return Fields.of(node, pointer, reading, known, what);
  }

  void refuse(String detail) {
    reading.refuse(pointer, detail);
  }
}

package io.crawlkeeper.worker.crawl.fetch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first line and the fields of an HTTP message, as they went over the wire. */
public record HttpHead(String startLine, List<Field> fields) {
  public HttpHead {
    fields = List.copyOf(fields);
  }

  /** The first field of that name in any case; null if there is none. */
  public @Nullable String first(String name) {
    for (var field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        return field.value;
      }
    }
    return null;
  }

  /** The values of all fields of that name in any case, in their order. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name.equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  public record Field(String name, String value) {}
}

package io.crawlkeeper.results;

import io.crawlkeeper.model.ExtractSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Items as CSV (RFC 4180): a line with the names of the columns, then a line an item. Lists and
 * objects stand in their field as JSON. What begins with {@code =} stays as the page had it: the
 * files are data, and who opens them with a spreadsheet has to import them as such.
 */
public final class ItemCsv {
  private static final String END = "\r\n";

  private final List<String> columns;

  private ItemCsv(List<String> columns) {
    this.columns = columns;
  }

  /** With a column for each field of any kind of item. */
  public static ItemCsv of(ExtractSpec extract) {
    return new ItemCsv(
        List.copyOf(
            extract.items().stream()
                .flatMap(kind -> kind.fields().keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new))));
  }

  /** The names of the columns. */
  public String head() {
    return line(Stream.concat(Stream.of("_kind", "_page"), columns.stream()));
  }

  /**
   * @param kind of the item
   * @param page URL of its page
   * @param fields by name
   */
  public String line(String kind, String page, JsonNode fields) {
    var texts = columns.stream().map(column -> text(fields.get(column)));
    return line(Stream.concat(Stream.of(kind, page), texts));
  }

  private static String text(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asString() : value.toString();
  }

  private static String line(Stream<String> fields) {
    return fields.map(ItemCsv::quoted).collect(Collectors.joining(",", "", END));
  }

  private static String quoted(String field) {
    var plain = field.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    return plain && field.equals(field.strip()) ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}

package io.crawlkeeper.worker.crawl.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.model.ExtractSpec.ItemSpec;
import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
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
final class ItemTable implements Encoder {
  private static final String END = "\r\n";

  private final List<String> columns;

  ItemTable(List<ItemSpec> kinds) {
    columns =
        List.copyOf(
            kinds.stream()
                .flatMap(kind -> kind.fields().keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  @Override
  public String pattern() {
    return "items-%05d.csv";
  }

  @Override
  public byte[] head(String name) {
    return line(Stream.concat(Stream.of("_kind", "_page"), columns.stream())).getBytes(UTF_8);
  }

  @Override
  public Chunk encode(PageRecord page, @Nullable Received exchange, List<Item> items) {
    if (items.isEmpty()) {
      return Chunk.NOTHING;
    }
    var lines = items.stream().map(this::line).collect(Collectors.joining());
    return new Chunk(lines.getBytes(UTF_8), 0);
  }

  private String line(Item item) {
    var fields = columns.stream().map(column -> text(item.fields().get(column)));
    return line(Stream.concat(Stream.of(item.kind(), item.page()), fields));
  }

  private static String text(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asString() : value.toString();
  }

  private static String line(Stream<String> fields) {
    return fields.map(ItemTable::quoted).collect(Collectors.joining(",", "", END));
  }

  private static String quoted(String field) {
    var plain = field.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    return plain && field.equals(field.strip()) ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}

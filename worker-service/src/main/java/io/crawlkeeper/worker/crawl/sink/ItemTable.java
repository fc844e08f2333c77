package io.crawlkeeper.worker.crawl.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.results.ItemCsv;
import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.worker.crawl.fetch.Exchange;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Items as a table, a line each. */
final class ItemTable implements Encoder {
  private final ItemCsv csv;

  ItemTable(ExtractSpec extract) {
    csv = ItemCsv.of(extract);
  }

  @Override
  public String pattern() {
    return "items-%05d.csv";
  }

  @Override
  public byte[] head(String name) {
    return csv.head().getBytes(UTF_8);
  }

  @Override
  public Chunk encode(PageRecord page, @Nullable Exchange exchange, List<Item> items) {
    if (items.isEmpty()) {
      return Chunk.NOTHING;
    }
    var lines =
        items.stream()
            .map(item -> csv.line(item.kind(), item.page(), item.fields()))
            .collect(Collectors.joining());
    return new Chunk(lines.getBytes(UTF_8), 0);
  }
}

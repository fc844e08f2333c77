package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.worker.crawl.fetch.Exchange;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** One line of JSON an item. */
final class ItemLines implements Encoder {

  @Override
  public String pattern() {
    return "items-%05d.jsonl";
  }

  @Override
  public Chunk encode(PageRecord page, @Nullable Exchange exchange, List<Item> items) {
    if (items.isEmpty()) {
      return Chunk.NOTHING;
    }
    var lines = new ByteArrayOutputStream(1024);
    for (var item : items) {
      JsonLines.line(lines, json -> write(json, item));
    }
    return new Chunk(lines.toByteArray(), 0);
  }

  private static void write(JsonGenerator json, Item item) {
    json.writeStartObject();
    json.writeStringProperty("kind", item.kind());
    json.writeStringProperty("page", item.page());
    json.writeName("fields");
    json.writePOJO(item.fields());
    json.writeEndObject();
  }
}

package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.worker.crawl.fetch.Exchange;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of JSON a page. */
final class PageLines implements Encoder {

  @Override
  public String pattern() {
    return "pages-%05d.jsonl";
  }

  @Override
  public Chunk encode(PageRecord page, @Nullable Exchange exchange, List<Item> items) {
    var line = new ByteArrayOutputStream(512);
    JsonLines.line(line, json -> PageJson.write(json, page));
    return Chunk.record(line.toByteArray());
  }

  @Override
  public int worth() {
    return 1;
  }
}

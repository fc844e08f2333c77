package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.worker.crawl.fetch.Exchange;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests, responses and what browsers have made of them in WARC 1.1, each record compressed on
 * its own.
 */
final class WarcFile implements Encoder {
  private final WarcRecords records;

  /**
   * @param software what the files name as their maker
   */
  WarcFile(String software) {
    this.records = new WarcRecords(software);
  }

  @Override
  public String pattern() {
    return "crawl-%05d.warc.gz";
  }

  @Override
  public byte[] head(String name) throws IOException {
    return records.info(name);
  }

  @Override
  public Chunk encode(PageRecord page, @Nullable Exchange exchange, List<Item> items)
      throws IOException {
    return encode(new Page(page, exchange == null ? null : new Capture(exchange, null), items));
  }

  @Override
  public Chunk encode(Page page) throws IOException {
    var capture = page.capture();
    return capture == null
        ? Chunk.NOTHING
        : records.capture(page.record().url(), page.record().fetchedAt(), capture);
  }

  @Override
  public int worth() {
    return 2;
  }
}

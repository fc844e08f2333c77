package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.worker.crawl.fetch.Exchange;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A form of results as files. Safe for use by many threads. */
interface Encoder {

  /** Name of a segment, with a place for its number. */
  String pattern();

  /**
   * What is to be written for a page.
   *
   * @param exchange null if there was no response
   */
  Chunk encode(PageRecord page, @Nullable Exchange exchange, List<Item> items) throws IOException;

  /** As above, for those that also write what a browser has made of it. */
  default Chunk encode(Page page) throws IOException {
    return encode(page.record(), page.exchange(), page.items());
  }

  /** What every segment begins with; may be empty. */
  default byte[] head(String name) throws IOException {
    return new byte[0];
  }

  /** Whether its chunks begin with a record of the page, and how well it serves: more is better. */
  default int worth() {
    return 0;
  }
}

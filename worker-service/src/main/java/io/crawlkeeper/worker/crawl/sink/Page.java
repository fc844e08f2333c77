package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.worker.crawl.fetch.Exchange;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to write of a page.
 *
 * @param capture null if no exchange is to be kept
 */
record Page(PageRecord record, @Nullable Capture capture, List<Item> items) {
  @Nullable Exchange exchange() {
    return capture == null ? null : capture.exchange();
  }
}

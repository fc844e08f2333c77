package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.worker.crawl.fetch.Exchange;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to write of a page. */
record Page(PageRecord record, @Nullable Exchange exchange, List<Item> items) {}

package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.worker.crawl.extract.Item;
import java.util.List;

/** What is to be written for a page, made ready so that writing costs little. */
public final class Encoded {
  private final List<Chunk> chunks;
  private final List<Item> items;

  Encoded(List<Chunk> chunks, List<Item> items) {
    this.chunks = List.copyOf(chunks);
    this.items = List.copyOf(items);
  }

  /** One for each file sink, in their order. */
  List<Chunk> chunks() {
    return chunks;
  }

  List<Item> items() {
    return items;
  }
}

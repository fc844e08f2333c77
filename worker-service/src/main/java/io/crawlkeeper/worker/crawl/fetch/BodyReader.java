package io.crawlkeeper.worker.crawl.fetch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads bodies within bounds, whatever the server claims or packs into them. */
final class BodyReader {
  private static final byte[] NONE = new byte[0];
  private static final int CHUNK = 16 << 10;

  private final int limit;

  BodyReader(int limit) {
    this.limit = limit;
  }

  Body read(@Nullable HttpEntity entity, @Nullable String encoding) throws IOException {
    if (entity == null) {
      return new Body(NONE, NONE, false, true);
    }
    try (var in = new NotDraining(entity.getContent())) {
      var raw = take(in, entity.getContentLength());
      var cut = raw.length == limit && in.read() >= 0;
      return decode(raw, cut, encoding);
    }
  }

  private Body decode(byte[] raw, boolean cut, @Nullable String encoding) throws IOException {
    var coding = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (coding) {
      case "", "identity" -> new Body(raw, raw, cut, true);
      case "gzip", "x-gzip" -> gunzip(raw, cut);
      default -> new Body(raw, raw, cut, false);
    };
  }

  private Body gunzip(byte[] raw, boolean cut) throws IOException {
    if (raw.length == 0) {
      return new Body(raw, raw, cut, true);
    }
    var out = new ByteArrayOutputStream(Math.min(limit, raw.length * 4));
    try (var in = new GZIPInputStream(new ByteArrayInputStream(raw), CHUNK)) {
      var more = copy(in, out);
      return new Body(raw, out.toByteArray(), cut || more, true);
    } catch (IOException e) {
      if (!cut) {
        throw new IOException("the body is no valid gzip: " + e.getMessage(), e);
      }
      return new Body(raw, out.toByteArray(), true, true);
    }
  }

  /** Whether there is more than the limit. */
  private boolean copy(InputStream in, ByteArrayOutputStream out) throws IOException {
    var chunk = new byte[CHUNK];
    while (true) {
      var n = in.read(chunk, 0, Math.min(chunk.length, limit - out.size() + 1));
      if (n < 0) {
        return false;
      }
      if (out.size() + n > limit) {
        out.write(chunk, 0, limit - out.size());
        return true;
      }
      out.write(chunk, 0, n);
    }
  }

  /** Up to the limit; a length that the server states is believed only as far as it delivers. */
  private byte[] take(InputStream in, long stated) throws IOException {
    if (stated < 0 || stated > 1 << 20) {
      return in.readNBytes(limit);
    }
    var bytes = new byte[(int) Math.min(stated, limit)];
    var n = in.readNBytes(bytes, 0, bytes.length);
    if (bytes.length < limit && in.read() >= 0) {
      throw new IOException("the body is longer than its Content-Length");
    }
    return n == bytes.length ? bytes : Arrays.copyOf(bytes, n);
  }

  /** Closing an HTTP body reads it to its end, which an endless one never reaches. */
  private static final class NotDraining extends java.io.FilterInputStream {
    private NotDraining(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // The response is closed by who opened it.
    }
  }
}

package io.crawlkeeper.worker.crawl.fetch;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.brotli.dec.BrotliInputStream;

/** Undoes the Content-Encoding of bodies, within bounds, whatever is packed into them. */
final class ContentCodings {
  /** What we ask for. */
  static final String ACCEPTED = "gzip, br, zstd, deflate";

  private static final int MOST = 3;
  private static final int CHUNK = 16 << 10;

  /** Up to here any body may grow; beyond, to a hundred times its size. */
  private static final int FREE = 1 << 20;

  private static final int RATIO = 100;

  /** The largest window that HTTP allows (RFC 9659): 8 MiB. */
  private static final int ZSTD_WINDOW = 23;

  private ContentCodings() {}

  /**
   * @param fields values of Content-Encoding, in order
   * @param cut whether {@code raw} is not the whole body
   * @param limit bytes of content, at most
   * @throws EncodingException if the body is not encoded like that
   */
  static Body decode(byte[] raw, List<String> fields, boolean cut, int limit)
      throws EncodingException {
    var codings = names(fields);
    if (codings.isEmpty() || raw.length == 0) {
      return new Body(raw, raw, cut, true);
    }
    if (codings.size() > MOST || !codings.stream().allMatch(ContentCodings::isKnown)) {
      return new Body(raw, raw, cut, false);
    }
    var allowed = (int) Math.min(limit, Math.max(FREE, (long) RATIO * raw.length));
    return unpack(raw, codings, cut, allowed);
  }

  private static Body unpack(byte[] raw, List<String> codings, boolean cut, int allowed)
      throws EncodingException {
    var out = new ByteArrayOutputStream((int) Math.min(allowed, raw.length * 4L));
    var layers = new ArrayList<BoundedStream>();
    try {
      open(raw, codings, layers, allowed).transferTo(out);
    } catch (IOException | RuntimeException e) {
      if (!cut && !isCut(layers)) {
        throw new EncodingException(
            "the body is no valid " + String.join(", ", codings) + ": " + e.getMessage(), e);
      }
    } finally {
      // Also of a stack of which the upper part could not be opened: some memory is not the heap's.
      layers.reversed().forEach(BoundedStream::release);
    }
    return new Body(raw, out.toByteArray(), cut || isCut(layers), true);
  }

  private static boolean isCut(List<BoundedStream> layers) {
    return layers.stream().anyMatch(BoundedStream::isCut);
  }

  /** The coding that was applied last is named last, and undone first (RFC 9110, 8.4). */
  @SuppressWarnings("resource") // Who asked for the layers closes them.
  private static InputStream open(
      byte[] raw, List<String> codings, List<BoundedStream> layers, int allowed)
      throws IOException {
    InputStream in = new ByteArrayInputStream(raw);
    for (var coding : codings.reversed()) {
      var layer = new BoundedStream(open(coding, in), allowed);
      layers.add(layer);
      in = layer;
    }
    return in;
  }

  private static InputStream open(String coding, InputStream in) throws IOException {
    return switch (coding) {
      case "gzip", "x-gzip" -> new GZIPInputStream(in, CHUNK);
      case "br" -> new BrotliInputStream(in, CHUNK);
      case "zstd" -> new ZstdInputStreamNoFinalizer(in).setLongMax(ZSTD_WINDOW);
      default -> Deflate.open(in);
    };
  }

  private static List<String> names(List<String> fields) {
    return fields.stream()
        .flatMap(field -> Arrays.stream(field.split(",", MOST + 2)))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> !name.isEmpty() && !name.equals("identity"))
        .toList();
  }

  private static boolean isKnown(String name) {
    return switch (name) {
      case "gzip", "x-gzip", "br", "zstd", "deflate" -> true;
      default -> false;
    };
  }
}

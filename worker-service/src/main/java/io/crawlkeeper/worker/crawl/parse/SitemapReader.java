package io.crawlkeeper.worker.crawl.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads sitemaps and their indexes (sitemaps.org protocol 0.9): XML or lines of text, plain or
 * packed with gzip. What a broken one says before it breaks counts.
 */
public final class SitemapReader {
  /** The most URLs of one file, by the protocol. */
  static final int MOST_URLS = 50_000;

  /** The most bytes of one file once unpacked, by the protocol. */
  static final int MOST_BYTES = 50 << 20;

  private SitemapReader() {}

  /**
   * @param body may be cut anywhere
   */
  public static Sitemap read(CrawlUrl url, byte[] body, Instant now) {
    var packed = body.length > 2 && body[0] == 0x1f && (body[1] & 255) == 0x8b;
    var content = packed ? unpacked(body) : body;
    return isXml(content) ? SitemapXml.read(url, content, now) : lines(content);
  }

  private static boolean isXml(byte[] content) {
    for (var b : content) {
      // White space, a byte order mark, and the zeros of UTF-16 may come first.
      if (b == '<') {
        return true;
      }
      if (b > ' ') {
        return false;
      }
    }
    return false;
  }

  private static byte[] unpacked(byte[] body) {
    var out = new ByteArrayOutputStream(Math.min(MOST_BYTES, body.length * 4));
    var chunk = new byte[16 << 10];
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body), chunk.length)) {
      var n = in.read(chunk);
      while (n > 0 && out.size() < MOST_BYTES) {
        out.write(chunk, 0, Math.min(n, MOST_BYTES - out.size()));
        n = in.read(chunk);
      }
    } catch (IOException e) {
      // Cut off, or broken: what came before is good.
    }
    return out.toByteArray();
  }

  private static Sitemap lines(byte[] content) {
    var pages = new ArrayList<Sitemap.Page>();
    try (var lines =
        new BufferedReader(new InputStreamReader(new ByteArrayInputStream(content), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var url = url(line);
        if (url != null && pages.size() == MOST_URLS) {
          return new Sitemap(pages, List.of(), tooMany());
        }
        if (url != null) {
          pages.add(new Sitemap.Page(url, 0));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail", e);
    }
    return new Sitemap(pages, List.of(), null);
  }

  static @Nullable CrawlUrl url(String text) {
    return text.length() > UrlParser.LONGEST ? null : UrlParser.parse(text.replace("\uFEFF", ""));
  }

  static String tooMany() {
    return "read only to its URL " + MOST_URLS;
  }
}

package io.crawlkeeper.worker.crawl.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.parse.Content.Html;
import io.crawlkeeper.worker.crawl.parse.Content.Json;
import io.crawlkeeper.worker.crawl.parse.Content.Text;
import io.crawlkeeper.worker.crawl.parse.Content.Xml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Instant;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads pages, once for all who want something of them. Safe for use by many threads. */
public final class PageParser {
  private static final int DEEPEST = 512;

  private final boolean heedsRobots;

  /**
   * @param heedsRobots whether a page may ask that its links are not followed
   */
  public PageParser(boolean heedsRobots) {
    this.heedsRobots = heedsRobots;
  }

  /**
   * @param type the Content-Type field; null if there is none
   * @param body without Content-Encoding; may be cut anywhere
   */
  public ParsedPage parse(CrawlUrl url, @Nullable String type, byte[] body, Instant now) {
    var charset = ContentType.charset(type);
    return switch (ContentType.of(type, body)) {
      case HTML -> html(url, charset, body, now);
      case XML -> xml(url, charset, body);
      case JSON -> ParsedPage.of(url, new Json(text(body, charset)), null);
      case TEXT -> plain(url, text(body, charset));
      case OTHER -> ParsedPage.empty(url);
    };
  }

  private ParsedPage html(CrawlUrl url, @Nullable Charset charset, byte[] body, Instant now) {
    var length = Tags.bounded(body);
    var known = charset == null && Utf8.isPlain(body, length) ? UTF_8 : charset;
    var document = document(url, known, body, length, Parser.htmlParser());
    var collector = new PageCollector(url, heedsRobots, now);
    document.traverse(collector);
    var content = new Html(document, new Text(body, document.charset()));
    return collector.page(content, length < body.length);
  }

  private static ParsedPage xml(CrawlUrl url, @Nullable Charset charset, byte[] body) {
    var document = document(url, charset, body, Tags.bounded(body), Parser.xmlParser());
    return ParsedPage.of(url, new Xml(document, new Text(body, document.charset())), null);
  }

  private static ParsedPage plain(CrawlUrl url, Text text) {
    var simhash = new SimHash();
    simhash.add(text.text());
    return ParsedPage.of(url, text, simhash.text());
  }

  private static Document document(
      CrawlUrl url, @Nullable Charset charset, byte[] body, int length, Parser parser) {
    try {
      return Jsoup.parse(
          new ByteArrayInputStream(body, 0, length),
          charset == null ? null : charset.name(),
          url.text(),
          parser.setMaxDepth(DEEPEST));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Text text(byte[] body, @Nullable Charset charset) {
    return new Text(body, charset == null ? UTF_8 : charset);
  }
}

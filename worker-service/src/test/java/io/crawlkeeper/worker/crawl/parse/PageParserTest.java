package io.crawlkeeper.worker.crawl.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.url.UrlParser;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageParserTest {
  private static final String HTML = "text/html; charset=utf-8";
  private static final CrawlUrl BASE = requireNonNull(UrlParser.parse("http://e.org/d/p"));

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private final PageParser parser = new PageParser(true);

  private ParsedPage parse(String html) {
    return parser.parse(BASE, HTML, html.getBytes(UTF_8), NOW);
  }

  @Test
  void findsLinksToPagesOnly() {
    var page =
        parse(
            """
            <html><head><title> A
             title </title><link rel=stylesheet href=/css><link rel=next href=/next>
            <script src=/js></script></head><body>
            <a href="a#x">1</a><A HREF=a>again</A><area href=/b><iframe src=c></iframe>
            <img src=/img><a>none</a><a href="mailto:x@e.org">m</a><a href=" /d ">d</a>
            <a rel=nofollow href=/e>e</a><svg><title>drawing</title></svg></body></html>
            """);

    assertThat(page.title()).isEqualTo("A title");
    assertThat(page.links())
        .extracting(link -> link.url().text())
        .containsExactly(
            "http://e.org/next",
            "http://e.org/d/a",
            "http://e.org/b",
            "http://e.org/d/c",
            "http://e.org/d",
            "http://e.org/e");
  }

  @Test
  void findsFrames() {
    assertThat(parse("<frameset><frame src=x><frame src=y></frameset>").links()).hasSize(2);
  }

  @Test
  void heedsTheFirstBase() {
    var page = parse("<a href=x>x</a><base target=a><base href=/other/><base href=/third/>");

    assertThat(page.links())
        .extracting(link -> link.url().text())
        .containsExactly("http://e.org/other/x");
  }

  @Test
  void heedsMetaRobotsIfAsked() {
    var html = "<meta name=ROBOTS content='noindex, NoFollow'><a href=x>x</a>";
    var unheeding = new PageParser(false);

    assertThat(parse(html).directives()).isEqualTo(new Directives(true, true));
    assertThat(unheeding.parse(BASE, HTML, html.getBytes(UTF_8), NOW).directives())
        .isEqualTo(Directives.NONE);
  }

  @Test
  void readsTheCharsetWhereverItIsGiven() {
    var html = "<title>Käse</title>";
    var meta = "<meta charset=iso-8859-1>" + html;

    assertThat(parser.parse(BASE, HTML, html.getBytes(UTF_8), NOW).title()).isEqualTo("Käse");
    assertThat(
            parser
                .parse(BASE, "text/html;charset=\"ISO-8859-1\"", html.getBytes(ISO_8859_1), NOW)
                .title())
        .isEqualTo("Käse");
    assertThat(parser.parse(BASE, "text/html", meta.getBytes(ISO_8859_1), NOW).title())
        .isEqualTo("Käse");
    assertThat(parser.parse(BASE, "text/html", html.getBytes(UTF_16), NOW).title())
        .isEqualTo("Käse");
    assertThat(parser.parse(BASE, "text/html; charset=nonsense", html.getBytes(UTF_8), NOW).title())
        .isEqualTo("Käse");
  }

  @Test
  void readsOnlyHtml() {
    var html = "\n<!DOCTYPE HTML><title>t</title>".getBytes(UTF_8);

    assertThat(parser.parse(BASE, "text/plain", html, NOW).links()).isEmpty();
    assertThat(parser.parse(BASE, "Application/XHTML+xml", html, NOW).title()).isEqualTo("t");
    assertThat(parser.parse(BASE, null, html, NOW).title()).isEqualTo("t");
    assertThat(parser.parse(BASE, null, "plain".getBytes(UTF_8), NOW))
        .isEqualTo(ParsedPage.empty(BASE));
  }

  @Test
  void boundsWhatAPageMaySay() {
    var links =
        IntStream.range(0, 12_000)
            .mapToObj(i -> "<a href=" + i + ">")
            .collect(Collectors.joining());
    var page = parse("<title>" + "x".repeat(499) + "🐢🐢</title>" + links);

    assertThat(page.title()).isEqualTo("x".repeat(499));
    assertThat(page.links()).hasSize(10_000);
    assertThat(parse("<div>".repeat(50_000) + "<a href=x>").links()).hasSizeLessThanOrEqualTo(1);
  }
}

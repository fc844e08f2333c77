package io.crawlkeeper.worker.crawl.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import java.time.Instant;
import java.util.List;
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

  private static List<String> texts(ParsedPage page) {
    return page.links().stream().map(link -> link.url().text()).toList();
  }

  @Test
  void knowsWhichLinksAskNotToBeFollowed() {
    var page =
        parse(
            "<a rel='external NOFOLLOW' href=a>a</a><a href=b rel=nofollow>b</a><a href=b#x>b</a>"
                + "<a rel=nofollowed href=c>c</a>");

    assertThat(page.links()).extracting(Link::nofollow).containsExactly(true, false, false);
  }

  @Test
  void findsRefreshesAndOriginals() {
    var page =
        parse(
            "<base href=/o/><link rel=canonical href=p?a><link rel=canonical href=/no>"
                + "<meta http-equiv=Refresh content=\"5; URL='next page'\">");

    assertThat(texts(page)).containsExactly("http://e.org/o/next%20page");
    assertThat(page.canonical()).hasToString("http://e.org/o/p?a");
    assertThat(page.base()).hasToString("http://e.org/o/");
    assertThat(parse("<p>none</p>").canonical()).isNull();
  }

  @Test
  void saysWhyReferencesCannotBeCrawled() {
    var page =
        parse(
            "<a href=mailto:a@b>m</a><a href='javascript:x()'>j</a><a href=http://u:p@h/>u</a>"
                + "<a href='/"
                + "x".repeat(3_000)
                + "'>l</a><a href=http://1.2.3.256/>h</a>");

    assertThat(page.unusable())
        .extracting(Unusable::reason)
        .containsExactly(
            "not a URL of http or https",
            "not a URL of http or https",
            "malformed, or with a user's name",
            "longer than 2000 characters",
            "malformed");
    assertThat(page.unusable()).allMatch(each -> each.text().length() <= 201);
  }

  @Test
  void countsTheLinksThatItLeavesOut() {
    var links =
        IntStream.range(0, 400_000)
            .mapToObj(i -> "<a href=" + i + ">")
            .collect(Collectors.joining());
    var page = parse("<title>t</title>" + links);

    assertThat(page.links()).hasSize(10_000);
    assertThat(page.complaint()).isEqualTo("read only to its tag 300000");
    assertThat(parse(links.substring(0, 400_000)).complaint())
        .matches("more than 10000 links: [0-9]+ left out");
  }

  @Test
  void readsOtherContents() {
    var json =
        parser.parse(BASE, "application/ld+json; charset=utf-8", "{\"ä\":1}".getBytes(UTF_8), NOW);
    var xml = parser.parse(BASE, "application/rss+xml", "<r><A b='c'/></r>".getBytes(UTF_8), NOW);
    var text =
        parser.parse(BASE, "text/plain; charset=iso-8859-1", "Käse".getBytes(ISO_8859_1), NOW);

    assertThat(json.content()).isInstanceOf(Content.Json.class);
    assertThat(json.content().text()).isEqualTo("{\"ä\":1}");
    assertThat(xml.content()).isInstanceOf(Content.Xml.class);
    assertThat(((Content.Xml) xml.content()).document().select("A").attr("b")).isEqualTo("c");
    assertThat(text.content().text()).isEqualTo("Käse");
    assertThat(parser.parse(BASE, null, " [1]".getBytes(UTF_8), NOW).content())
        .isInstanceOf(Content.Json.class);
    assertThat(parser.parse(BASE, "image/png", new byte[100], NOW).content())
        .isInstanceOf(Content.None.class);
    assertThat(parse("<p>x</p>").content()).isInstanceOf(Content.Html.class);
  }

  @Test
  void survivesHostilePages() {
    var nested = parse("<div><b><i>".repeat(90_000) + "<a href=x>x</a>");
    var tables = parse("<table><tr><td>".repeat(50_000));
    var attributes =
        parse(
            "<p "
                + "a".repeat(1)
                + IntStream.range(0, 300_000).mapToObj(i -> " a" + i).collect(Collectors.joining())
                + ">");
    var xml = parser.parse(BASE, "text/xml", "<a>".repeat(200_000).getBytes(UTF_8), NOW);

    assertThat(nested.content()).isInstanceOf(Content.Html.class);
    assertThat(tables.links()).isEmpty();
    assertThat(attributes.links()).isEmpty();
    assertThat(xml.content()).isInstanceOf(Content.Xml.class);
    for (var charset :
        List.of("nonsense", "", "UTF-7", "utf-8; utf-16", "ISO-2022-CN", "x".repeat(9_000))) {
      var html = "<meta charset='" + charset + "'><title>t</title>";
      var type = "text/html; charset=" + charset;
      assertThat(parser.parse(BASE, type, html.getBytes(UTF_8), NOW).title())
          .as(charset)
          .isEqualTo("t");
    }
  }

  @Test
  void readsOriginalsFromFields() {
    var fields =
        List.of("</next>; rel=next, <http://e.org/o>; title=\"a, b\"; rel=\"x Canonical\"");

    assertThat(LinkFields.canonical(fields, BASE)).hasToString("http://e.org/o");
    assertThat(LinkFields.canonical(List.of("</a>; rel=noncanonical"), BASE)).isNull();
    assertThat(LinkFields.canonical(List.of("</c>;rel=canonical"), BASE))
        .hasToString("http://e.org/c");
  }
}

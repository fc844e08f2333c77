package io.crawlkeeper.worker.crawl.parse;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class SitemapReaderTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final CrawlUrl SELF = requireNonNull(UrlParser.parse("http://e.org/m/s.xml"));
  private static final String HEAD =
      "<?xml version='1.0' encoding='UTF-8'?>"
          + "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
          + " xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'>";

  private static Sitemap read(String text) {
    return SitemapReader.read(SELF, text.getBytes(UTF_8), NOW);
  }

  private static List<String> urls(Sitemap sitemap) {
    return sitemap.pages().stream().map(page -> page.url().text()).toList();
  }

  private static byte[] packed(byte[] plain, int times) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      for (var i = 0; i < times; i++) {
        gzip.write(plain);
      }
    }
    return out.toByteArray();
  }

  @Test
  void readsPagesAndHints() {
    var sitemap =
        read(
            HEAD
                + """
                <url><loc> http://e.org/a?x=1&amp;y=2
                </loc><lastmod>2026-05-30</lastmod><priority>0.8</priority>
                <image:image><image:loc>http://e.org/picture</image:loc></image:image></url>
                <url><priority>0.0</priority><loc><![CDATA[http://e.org/b]]></loc></url>
                <url><loc>/c</loc><lastmod>2026-05-30T10:00:00+02:00</lastmod></url>
                <url><loc>mailto:x@e.org</loc></url><url><priority>9</priority></url>
                <url><loc>http://e.org/d</loc><lastmod>never</lastmod><priority>x</priority></url>
                </urlset>
                """);

    assertThat(urls(sitemap))
        .containsExactly(
            "http://e.org/a?x=1&y=2", "http://e.org/b", "http://e.org/c", "http://e.org/d");
    assertThat(sitemap.pages()).extracting(Sitemap.Page::priority).containsExactly(5, -5, 2, 0);
    assertThat(sitemap.complaint()).isNull();
  }

  @Test
  void readsIndexes() {
    var sitemap =
        read("<sitemapindex><sitemap><loc>http://e.org/1.xml</loc></sitemap></sitemapindex>");

    assertThat(sitemap.sitemaps()).extracting(CrawlUrl::text).containsExactly("http://e.org/1.xml");
    assertThat(sitemap.pages()).isEmpty();
  }

  @Test
  void readsTextAndPackedFiles() throws IOException {
    var text = "\uFEFFhttp://e.org/a\r\n\n http://e.org/b \nno url\n";
    var xml = HEAD + "<url><loc>http://e.org/a</loc></url></urlset>";

    assertThat(urls(read(text))).containsExactly("http://e.org/a", "http://e.org/b");
    assertThat(urls(SitemapReader.read(SELF, packed(xml.getBytes(UTF_8), 1), NOW)))
        .containsExactly("http://e.org/a");
    var utf16 = xml.replace("UTF-8", "UTF-16").getBytes(UTF_16);
    assertThat(urls(SitemapReader.read(SELF, utf16, NOW))).containsExactly("http://e.org/a");
    assertThat(read("").pages()).isEmpty();
  }

  @Test
  void keepsWhatCameBeforeAFault() {
    var sitemap = read(HEAD + "<url><loc>http://e.org/a</loc></url><url><loc>http://e.org/b&c");

    assertThat(urls(sitemap)).containsExactly("http://e.org/a");
    assertThat(sitemap.complaint()).startsWith("the sitemap cannot be read to its end: ");
  }

  @Test
  void expandsNoEntities() {
    var bomb = new StringBuilder("<?xml version='1.0'?><!DOCTYPE b [<!ENTITY e0 'lol'>");
    for (var i = 1; i < 40; i++) {
      bomb.append("<!ENTITY e%d '%s'>".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
    }
    var billion = read(bomb + "]><urlset><url><loc>http://e.org/&e39;</loc></url></urlset>");
    var file =
        read(
            "<!DOCTYPE b [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
                + "<urlset><url><loc>http://e.org/&f;</loc></url></urlset>");

    assertThat(urls(billion)).allMatch(url -> url.length() < 100);
    assertThat(urls(file)).noneMatch(url -> url.contains("root"));
  }

  @Test
  void endsWhereTheProtocolDoes() throws IOException {
    var urls = "<url><loc>http://e.org/%d</loc></url>".repeat(60_000);
    var lines = "http://e.org/a\n".repeat(60_000);

    var sitemap = read(HEAD + urls);

    assertThat(sitemap.pages()).hasSize(SitemapReader.MOST_URLS);
    assertThat(sitemap.complaint()).isEqualTo("read only to its URL 50000");
    assertThat(read(lines).pages()).hasSize(SitemapReader.MOST_URLS);
  }

  @Test
  void survivesBombs() throws IOException {
    var zeros = packed(new byte[1 << 20], 200);
    var spaces = packed(" ".repeat(1 << 20).getBytes(UTF_8), 200);

    assertThat(SitemapReader.read(SELF, zeros, NOW).pages()).isEmpty();
    assertThat(SitemapReader.read(SELF, spaces, NOW).pages()).isEmpty();
    assertThat(read("<a>".repeat(1_000_000)).complaint())
        .isEqualTo("nested deeper than 32 elements");
    assertThat(read("<url><loc>http://e.org/" + "a".repeat(5_000_000) + "</loc></url>").pages())
        .isEmpty();
  }
}

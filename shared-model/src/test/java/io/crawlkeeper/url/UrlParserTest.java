package io.crawlkeeper.url;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP://Example.ORG            | http://example.org/
          http://example.org:80/        | http://example.org/
          https://example.org:443/a     | https://example.org/a
          http://example.org:443/       | http://example.org:443/
          http://example.org:/a         | http://example.org/a
          http://example.org./a         | http://example.org/a
          http://example.org/a#b        | http://example.org/a
          http://example.org?q          | http://example.org/?q
          http://e.org/a/./b/../c       | http://e.org/a/c
          http://e.org/../../a/..       | http://e.org/
          http://e.org/a/.              | http://e.org/a/
          http://e.org/%2e%2E/b         | http://e.org/b
          http://e.org/a//b             | http://e.org/a//b
          http://e.org/...              | http://e.org/...
          http://e.org/%7euser%3a%2f    | http://e.org/~user%3A%2F
          http://e.org/a b<             | http://e.org/a%20b%3C
          http://e.org/ä€               | http://e.org/%C3%A4%E2%82%AC
          http://e.org/%e4%zz%          | http://e.org/%E4%25zz%25
          http://e.org/a[1]^{}          | http://e.org/a%5B1%5D%5E%7B%7D
          http://e.org/?b=2&a=1&b=2&&=  | http://e.org/?b=2&a=1&b=2&&=
          http://e.org/?a=/../b?c       | http://e.org/?a=/../b?c
          http://e.org/?u=http%3A%2F%2f | http://e.org/?u=http%3A%2F%2F
          http:\\\\e.org\\a?b\\c        | http://e.org/a?b%5Cc
          http://bücher.example/        | http://xn--bcher-kva.example/
          http://[2001:DB8::1]:8080/a   | http://[2001:db8::1]:8080/a
          http://[::1]                  | http://[::1]/
          """)
  void bringsUrlsToOneForm(String text, String normal) {
    var url = requireNonNull(UrlParser.parse(text), text);

    assertThat(url).hasToString(normal);
    assertThat(URI.create(url.text())).hasToString(normal);
    assertThat(UrlParser.parse(normal)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org",
        "/a",
        "mailto:a@example.org",
        "javascript:void(0)",
        "ftp://e.org/",
        "file:///etc/passwd",
        "http:",
        "http://",
        "http://user@e.org/",
        "http://u:p@e.org/",
        "http://e.org:0/",
        "http://e.org:65536/",
        "http://e.org:8x/",
        "http://e org/",
        "http://[::1",
        "http://[::g]/",
        "http://::1/"
      })
  void knowsWhatIsNoUrlToCrawl(String text) {
    assertThat(UrlParser.parse(text)).isNull();
  }

  /** The examples of RFC 3986, 5.4, whose base has parameters and a query. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          g             | http://a/b/c/g
          ./g           | http://a/b/c/g
          g/            | http://a/b/c/g/
          /g            | http://a/g
          //g           | http://g/
          ?y            | http://a/b/c/d;p?y
          g?y           | http://a/b/c/g?y
          #s            | http://a/b/c/d;p?q
          g#s           | http://a/b/c/g
          ;x            | http://a/b/c/;x
          ''            | http://a/b/c/d;p?q
          .             | http://a/b/c/
          ..            | http://a/b/
          ../g          | http://a/b/g
          ../../../g    | http://a/g
          /./g          | http://a/g
          g;x=1/../y    | http://a/b/c/y
          g?y/../x      | http://a/b/c/g?y/../x
          https://b:1/c | https://b:1/c
          """)
  void resolvesReferences(String reference, String expected) {
    var base = requireNonNull(UrlParser.parse("http://a/b/c/d;p?q"));

    assertThat(UrlParser.resolve(base, reference)).hasToString(expected);
  }

  @Test
  void refusesUrlsThatAreTraps() {
    assertThat(UrlParser.parse("http://e.org/" + "a".repeat(UrlParser.LONGEST))).isNull();
    assertThat(UrlParser.parse("http://e.org/" + "ä".repeat(UrlParser.LONGEST / 4))).isNull();
  }

  @Test
  void knowsThePartsOfAUrl() {
    var url = requireNonNull(UrlParser.parse("https://E.org/a/b?c=/d"));

    assertThat(url.origin()).isEqualTo("https://e.org");
    assertThat(url.hostAndPort()).isEqualTo("e.org:443");
    assertThat(url.pathAndQuery()).isEqualTo("/a/b?c=/d");
    assertThat(url.folder()).isEqualTo("https://e.org/a/");
  }
}

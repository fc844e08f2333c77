package io.crawlkeeper.worker.crawl.parse;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>plain",
        "no tag at all",
        "<meta charset=utf-8>",
        "<META CHARSET='UTF-8'>",
        "<meta charset = \"utf-8\"/>",
        "<meta http-equiv=content-type content='text/html; charset=utf-8'>",
      })
  void knowsPagesThatSayNothingElse(String start) throws IOException {
    var page = (start + "<p>Käse").getBytes(UTF_8);

    assertThat(isPlain(page)).isTrue();
    assertThat(asJsoupFindsIt(page)).isEqualTo("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<meta charset=iso-8859-1>",
        "<meta charset=utf-8859>",
        "<meta charset=utf-8><meta http-equiv=content-type content='text/html; charset=koi8-r'>",
        "<meta http-equiv=content-type content='text/html' charset=latin1>",
        "<?xml version='1.0' encoding='iso-8859-1'?><p>",
        "\uFEFF<meta charset=iso-8859-1>",
        "<meta charset=utf-8",
      })
  void leavesAllOthersToThoseWhoKnowBetter(String start) {
    assertThat(isPlain(start.getBytes(UTF_8))).isFalse();
    assertThat(isPlain("<p>Käse".getBytes(UTF_16))).isFalse();
    assertThat(isPlain(new byte[0])).isFalse();
  }

  @Test
  void looksAsFarAsJsoup() throws IOException {
    for (var at = 4_900; at < 9_000; at += 50) {
      var page = ("<!--" + "x".repeat(at) + "--><meta charset=iso-8859-1>").getBytes(UTF_8);
      if (isPlain(page)) {
        assertThat(asJsoupFindsIt(page)).as("at %s", at).isEqualTo("UTF-8");
      }
    }
  }

  private static boolean isPlain(byte[] page) {
    return Utf8.isPlain(page, page.length);
  }

  private static String asJsoupFindsIt(byte[] page) throws IOException {
    return Jsoup.parse(new ByteArrayInputStream(page), null, "http://a.test/").charset().name();
  }
}

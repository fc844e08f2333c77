package io.crawlkeeper.worker.crawl.fetch;

import static io.crawlkeeper.worker.crawl.fetch.Fetching.fetch;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.received;
import static io.crawlkeeper.worker.crawl.fetch.Fetching.unwanted;
import static io.crawlkeeper.worker.crawl.fetch.RawServer.bytes;
import static io.crawlkeeper.worker.crawl.fetch.RawServer.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.worker.crawl.fetch.RawServer.Answer;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class FetchTypesTest {
  private static final byte[] HTML = bytes("<!DOCTYPE html><html><title>x</title></html>");

  private static Answer endless(String type) {
    return out -> {
      out.write(bytes("HTTP/1.1 200 OK\r\n" + type + "\r\n%PDF-1.7\n"));
      while (true) {
        out.write(new byte[1_000]);
      }
    };
  }

  @Test
  void readsNoBodyThatItsTypeForbids() throws IOException {
    var result = unwanted(fetch(endless("Content-Type: application/pdf\r\n"), "text/*"));

    assertThat(result.status()).isEqualTo(200);
    assertThat(result.reason()).isEqualTo("type application/pdf is not wanted");
  }

  @Test
  void takesWhatIsWanted() throws IOException {
    var html = ok("Content-Type: Text/HTML; charset=utf-8\r\n", HTML);

    assertThat(received(fetch(html, "image/*", "text/html")).body().content()).isEqualTo(HTML);
  }

  @Test
  void looksAtTheBodyWhereTheHeaderSaysNothing() throws IOException {
    for (var field : new String[] {"", "Content-Type: application/octet-stream\r\n"}) {
      assertThat(received(fetch(ok(field, HTML), "text/html")).body().content()).isEqualTo(HTML);
      assertThat(unwanted(fetch(ok(field, HTML), "image/*")).reason())
          .isEqualTo("type text/html is not wanted");
    }
  }

  @Test
  void readsNoMoreThanItTakesToTell() throws IOException {
    assertThat(unwanted(fetch(endless(""), "text/html")).reason())
        .isEqualTo("type application/pdf is not wanted");
  }

  @Test
  void tellsTypesByTheirBeginning() {
    var png = new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};

    assertThat(Sniffer.type(png, png.length)).isEqualTo("image/png");
    assertThat(Sniffer.type(bytes("<?xml version=\"1.0\"?><a/>"), 25)).isEqualTo("application/xml");
    assertThat(Sniffer.type(HTML, HTML.length)).isEqualTo("text/html");
    assertThat(Sniffer.type(Arrays.copyOf(new byte[] {1, 2, 3}, 100), 100))
        .isEqualTo("application/octet-stream");
  }

  @Test
  void keepsErrorsAndRedirectsOfAnyType() throws IOException {
    Answer missing =
        out ->
            out.write(
                bytes("HTTP/1.1 404 No\r\nContent-Type: text/css\r\nContent-Length: 0\r\n\r\n"));

    assertThat(received(fetch(missing, "text/html")).status()).isEqualTo(404);
  }
}

package io.crawlkeeper.worker.crawl.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Output;
import io.crawlkeeper.worker.Tasks;
import io.crawlkeeper.worker.crawl.fetch.Body;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.HttpHead;
import io.crawlkeeper.worker.crawl.fetch.HttpHead.Field;
import io.crawlkeeper.worker.crawl.frontier.Marks;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.Warcinfo;

class SinksTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.123456Z");
  private static final String URL = "http://example.org/a?b=%C3%A4";

  @TempDir Path results;

  private AttemptFolder folder() {
    return AttemptFolder.of(results, Tasks.started("t", "w", AT));
  }

  private static Received exchange(String content, boolean truncated) {
    var request = new HttpHead("GET /a HTTP/1.1", List.of(new Field("Host", "example.org")));
    var response =
        new HttpHead(
            "HTTP/1.1 200 OK",
            List.of(
                new Field("Content-Type", "text/html"),
                new Field("Transfer-Encoding", "chunked"),
                new Field("X-Last", "1")));
    var bytes = content.getBytes(UTF_8);
    return new Received(request, response, 200, new Body(bytes, bytes, truncated, true));
  }

  private static PageRecord page(String title) {
    return new PageRecord(
        URL, 200, 3, title, "text/html", 5L, "ab", AT, null, null, null, Marks.NONE);
  }

  private void write(PageRecord page, Received exchange) throws IOException {
    try (var sinks = Sinks.open(folder(), List.of(Output.JSONL, Output.WARC), "Crawlkeeper/1")) {
      sinks.write(sinks.encode(page, exchange));
    }
  }

  @Test
  void writesALineOfJsonWithoutNulls() throws IOException {
    write(page("\"quoted\"\nünï 🐢"), exchange("hello", false));

    assertThat(Files.readAllLines(folder().path().resolve("pages.jsonl")))
        .containsExactly(
            "{\"url\":\"http://example.org/a?b=%C3%A4\",\"status\":200,\"depth\":3,"
                + "\"title\":\"\\\"quoted\\\"\\nünï 🐢\",\"type\":\"text/html\",\"length\":5,"
                + "\"sha256\":\"ab\",\"fetchedAt\":\"2026-01-02T03:04:05.123456Z\"}");
  }

  @Test
  void writesLinkedRecordsThatJwarcReads() throws IOException {
    write(page("t"), exchange("hello", true));

    var records = new ArrayList<WarcRecord>();
    try (var reader = new WarcReader(folder().path().resolve("crawl-00000.warc.gz"))) {
      reader.onWarning(
          warning -> {
            throw new AssertionError(warning);
          });
      for (var read = reader.next(); read.isPresent(); read = reader.next()) {
        records.add(read.get());
        check(read.get());
      }
    }

    assertThat(records).hasSize(3);
    var response = (WarcResponse) records.get(1);
    var request = (WarcRequest) records.get(2);
    assertThat(request.concurrentTo()).containsExactly(response.id());
    assertThat(response.concurrentTo()).containsExactly(request.id());
  }

  private static void check(WarcRecord record) throws IOException {
    switch (record) {
      case Warcinfo info -> assertThat(info.fields().first("software")).contains("Crawlkeeper/1");
      case WarcResponse response -> {
        assertThat(response.target()).isEqualTo(URL);
        assertThat(response.http().status()).isEqualTo(200);
        assertThat(response.http().headers().map()).containsOnlyKeys("Content-Type", "X-Last");
        assertThat(response.http().body().stream()).hasContent("hello");
        assertThat(response.headers().first("WARC-Truncated")).contains("length");
      }
      case WarcRequest request -> assertThat(request.http().target()).isEqualTo("/a");
      default -> throw new AssertionError(record.type());
    }
  }
}

package io.crawlkeeper.worker.crawl.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Output;
import io.crawlkeeper.results.PageIndex;
import io.crawlkeeper.results.ShownBody;
import io.crawlkeeper.results.StoredBody;
import io.crawlkeeper.storage.FolderStorage;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unchanged;
import io.crawlkeeper.worker.crawl.fetch.HttpHead;
import io.crawlkeeper.worker.crawl.fetch.HttpHead.Field;
import io.crawlkeeper.worker.crawl.fetch.Revisit;
import io.crawlkeeper.worker.crawl.fetch.StoredResponse;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry.Visited;
import io.crawlkeeper.worker.crawl.frontier.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.netpreserve.jwarc.WarcConversion;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.Warcinfo;

/** What a crawl writes as WARC, read by a library that is not its own. */
class WarcRecordsTest extends SinksFixture {

  @Test
  void saysWhereTheResponseIs() throws IOException {
    try (var sinks = open(1, RunPlace.FULL, Output.JSONL, Output.WARC)) {
      var _ = sinks.write(sinks.encode(page("1"), exchange("first", false), List.of()));
      var stored = sinks.write(sinks.encode(page("2"), exchange("second", false), List.of()));
      var refused = sinks.write(sinks.encode(page("3"), null, List.of()));
      commit(sinks);
      sinks.finish(List.<IndexEntry>of().iterator());

      assertThat(refused).isNotNull().extracting(Stored::segment).isEqualTo("pages-00000.jsonl");
      assertThat(stored).isNotNull();
      var all = Files.readAllBytes(file(stored.segment()));
      var record =
          Arrays.copyOfRange(all, (int) stored.offset(), (int) (stored.offset() + stored.length()));
      try (var reader = new WarcReader(new ByteArrayInputStream(record))) {
        var response = (WarcResponse) reader.next().orElseThrow();
        assertThat(response.http().body().stream()).hasContent("second");
        assertThat(reader.next()).isEmpty();
      }
    }
  }

  @Test
  void marksAPageThatHasNotChanged() throws IOException {
    var original = exchange("hello", false);
    var id = URI.create("urn:uuid:7f2d4f0c-5c7b-4f0c-9d2b-6a1a6c1b2c3d");
    var head = new HttpHead("HTTP/1.1 304 Not Modified", List.of(new Field("ETag", "\"1\"")));
    write(
        page("t").asUnchangedSince("7-0"),
        new Revisit(
            new Unchanged(original.request(), head),
            new StoredResponse("7-0", id, AT, original.response(), original.body())));

    var found = new ArrayList<URI>();
    Warcs.validate(file(WARC));
    Warcs.read(
        file(WARC),
        record -> {
          if (record instanceof WarcRevisit revisit) {
            found.add(revisit.profile());
            assertThat(revisit.http().status()).isEqualTo(304);
            assertThat(revisit.refersTo()).contains(id);
            assertThat(revisit.refersToDate()).contains(AT);
            assertThat(revisit.refersToTargetURI()).contains(URI.create(URL));
          }
        });
    assertThat(found).containsExactly(WarcRevisit.SERVER_NOT_MODIFIED_1_1);
    assertThat(Files.readString(file("index.cdxj")))
        .contains("\"mime\":\"warc/revisit\",\"status\":\"304\"", "\"unchangedSince\":\"7-0\"");
  }

  @Test
  void writesLinkedRecordsThatJwarcReads() throws IOException {
    write(page("t"), exchange("hello", true));

    var records = new ArrayList<WarcRecord>();
    Warcs.validate(file(WARC));
    Warcs.read(
        file(WARC),
        record -> {
          records.add(record);
          check(record);
        });

    assertThat(records).hasSize(3);
    var response = (WarcResponse) records.get(1);
    var request = (WarcRequest) records.get(2);
    assertThat(request.concurrentTo()).containsExactly(response.id());
    assertThat(response.concurrentTo()).containsExactly(request.id());
  }

  @Test
  void storesTheDocumentOfABrowserAsWhatWasRead() throws IOException {
    try (var sinks = open(1, RunPlace.FULL, Output.WARC)) {
      var capture = new Capture(exchange("sent", false), "<p>made by a script: ü</p>");
      var stored = sinks.write(sinks.capture(page("t"), capture, List.of()));
      commit(sinks);
      sinks.finish(List.of(new Visited(page("t"), stored)).iterator());
    }

    var records = new ArrayList<WarcRecord>();
    Warcs.validate(file(WARC));
    Warcs.read(file(WARC), records::add);
    assertThat(records).hasSize(4);
    var document = (WarcConversion) records.get(2);
    assertThat(document.refersTo()).contains(((WarcResponse) records.get(1)).id());
    assertThat(document.target()).isEqualTo(URL);
    var storage = FolderStorage.open(results);
    var line = PageIndex.open(storage, "t/7-1").find(URL).orElseThrow();
    try (var response = StoredBody.open(storage, "t/7-1", line).orElseThrow()) {
      assertThat(response.content()).hasContent("sent");
    }
    try (var body = ShownBody.open(storage, "t/7-1", line).orElseThrow()) {
      assertThat(body.content()).hasContent("<p>made by a script: ü</p>");
      assertThat(body.type()).isEqualTo("text/html;charset=utf-8");
    }
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

package io.crawlkeeper.worker.crawl.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.model.CrawlBuilder;
import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.model.ExtractSpec.FieldSpec;
import io.crawlkeeper.model.ExtractSpec.ItemSpec;
import io.crawlkeeper.model.Output;
import io.crawlkeeper.results.PageIndex;
import io.crawlkeeper.results.ShownBody;
import io.crawlkeeper.results.StoredBody;
import io.crawlkeeper.storage.FolderStorage;
import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.worker.crawl.fetch.Body;
import io.crawlkeeper.worker.crawl.fetch.Exchange;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unchanged;
import io.crawlkeeper.worker.crawl.fetch.HttpHead;
import io.crawlkeeper.worker.crawl.fetch.HttpHead.Field;
import io.crawlkeeper.worker.crawl.fetch.Revisit;
import io.crawlkeeper.worker.crawl.fetch.StoredResponse;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry.Refused;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry.Visited;
import io.crawlkeeper.worker.crawl.frontier.Marks;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import io.crawlkeeper.worker.crawl.frontier.SinkState;
import io.crawlkeeper.worker.crawl.frontier.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.WarcConversion;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.Warcinfo;
import tools.jackson.databind.node.JsonNodeFactory;

class SinksTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.123456Z");
  private static final String WARC = "crawl-00000.warc.gz";
  private static final String URL = "http://example.org/a?b=%C3%A4";

  @TempDir Path results;

  private RunPlace place(int attempt, long full) throws IOException {
    return new RunPlace(FolderStorage.open(results), "t/7-1", attempt, full);
  }

  private Path file(String name) {
    return results.resolve("t/7-1").resolve(name);
  }

  private static CrawlPlan plan(Output... outputs) {
    var title = new FieldSpec(null, "text", null, false, false, FieldSpec.Type.STRING);
    var tags = new FieldSpec(null, "text", null, true, false, FieldSpec.Type.STRING);
    var fields = new LinkedHashMap<String, FieldSpec>();
    fields.put("title", title);
    fields.put("tags", tags);
    var extract =
        new ExtractSpec(List.of(new ItemSpec("book", List.of(), null, fields)), List.of());
    return CrawlBuilder.of(URL).output(outputs).extract(extract).build().plan();
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
        URL, 200, 3, title, "text/html", 5L, "ab", AT, null, null, null, Marks.NONE, null);
  }

  private static Item item(String title, String... tags) {
    var fields = JsonNodeFactory.instance.objectNode().put("title", title);
    var list = fields.putArray("tags");
    for (var tag : tags) {
      list.add(tag);
    }
    return new Item("book", URL, fields);
  }

  /** What the commits of a run have stored. */
  private final Map<String, SinkState> committed = new LinkedHashMap<>();

  private Sinks open(int attempt, long full, Output... outputs) throws IOException {
    return Sinks.open(
        place(attempt, full),
        plan(outputs),
        "Crawlkeeper/1",
        List.copyOf(committed.values()),
        attempt - 1);
  }

  private void commit(Sinks sinks) throws IOException {
    sinks.flush().forEach(state -> committed.put(state.name(), state));
    sinks.committed();
  }

  private void write(PageRecord page, Exchange exchange, Item... items) throws IOException {
    try (var sinks = open(1, RunPlace.FULL, Output.JSONL, Output.CSV, Output.WARC)) {
      var stored = sinks.write(sinks.encode(page, exchange, List.of(items)));
      commit(sinks);
      sinks.finish(List.of(new Visited(page, stored)).iterator());
    }
  }

  private List<String> lines(String pattern) throws IOException {
    var lines = new ArrayList<String>();
    for (var i = 0; Files.exists(file(pattern.formatted(i))); i++) {
      lines.addAll(Files.readAllLines(file(pattern.formatted(i))));
    }
    return lines;
  }

  @Test
  void writesALineOfJsonWithoutNulls() throws IOException {
    write(page("\"quoted\"\nünï 🐢"), exchange("hello", false));

    assertThat(Files.readAllLines(file("pages-00000.jsonl")))
        .containsExactly(
            "{\"url\":\"http://example.org/a?b=%C3%A4\",\"status\":200,\"depth\":3,"
                + "\"title\":\"\\\"quoted\\\"\\nünï 🐢\",\"type\":\"text/html\",\"length\":5,"
                + "\"sha256\":\"ab\",\"fetchedAt\":\"2026-01-02T03:04:05.123456Z\"}");
    assertThat(file("items-00000.jsonl")).doesNotExist();
  }

  @Test
  void writesItemsAsJsonAndCsv() throws IOException {
    write(page("t"), exchange("hello", false), item("a, \"b\"", "x", "y"), item("=1+1\nü"));

    assertThat(lines("items-%05d.jsonl"))
        .containsExactly(
            "{\"kind\":\"book\",\"page\":\""
                + URL
                + "\",\"fields\":"
                + "{\"title\":\"a, \\\"b\\\"\",\"tags\":[\"x\",\"y\"]}}",
            "{\"kind\":\"book\",\"page\":\""
                + URL
                + "\",\"fields\":"
                + "{\"title\":\"=1+1\\nü\",\"tags\":[]}}");
    assertThat(file("items-00000.csv"))
        .hasContent(
            "_kind,_page,title,tags\r\n"
                + "book,"
                + URL
                + ",\"a, \"\"b\"\"\",\"[\"\"x\"\",\"\"y\"\"]\"\r\n"
                + "book,"
                + URL
                + ",\"=1+1\nü\",[]\r\n");
  }

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
  void writesAnIndexOfWhatWasTakenAndWhatWasNot() throws IOException {
    try (var sinks = open(1, RunPlace.FULL, Output.WARC)) {
      var stored = sinks.write(sinks.encode(page("t"), exchange("hello", false), List.of()));
      commit(sinks);
      var taken = new Visited(page("t"), stored);
      var refused = new Refused("http://example.org/b", "out of scope", URL);

      sinks.finish(List.of(taken, refused).iterator());

      assertThat(Files.readAllLines(file("index.cdxj")))
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .startsWith(
                          URL + " 20260102030405 {\"url\":\"" + URL + "\",\"mime\":\"text/html\"")
                      .contains("\"status\":\"200\"", "\"filename\":\"crawl-00000.warc.gz\"")
                      .endsWith(",\"fetchedAt\":\"2026-01-02T03:04:05.123456Z\"}}"),
              line ->
                  assertThat(line)
                      .isEqualTo(
                          "http://example.org/b - {\"url\":\"http://example.org/b\","
                              + "\"refused\":\"out of scope\",\"referrer\":\""
                              + URL
                              + "\"}"));
    }
  }

  @Test
  void neitherLosesNorDoublesARecordWhereverItIsKilled() throws IOException {
    var random = new Random(11);
    var attempt = 1;
    var written = new ArrayList<String>();
    var sinks = open(attempt, 2_000, Output.JSONL, Output.CSV, Output.WARC);
    for (var batch = 0; batch < 60; batch++) {
      var batchOf = new ArrayList<String>();
      for (var i = 0; i < random.nextInt(8); i++) {
        var name = batch + "-" + i;
        batchOf.add(name);
        var _ =
            sinks.write(
                sinks.encode(page(name), exchange("of " + name, false), List.of(item(name))));
      }
      switch (random.nextInt(4)) {
        case 0 -> sinks = open(++attempt, 2_000, Output.JSONL, Output.CSV, Output.WARC);
        case 1 -> {
          var _ = sinks.flush();
          sinks = open(++attempt, 2_000, Output.JSONL, Output.CSV, Output.WARC);
        }
        case 2 -> {
          sinks.flush().forEach(state -> committed.put(state.name(), state));
          written.addAll(batchOf);
          sinks = open(++attempt, 2_000, Output.JSONL, Output.CSV, Output.WARC);
        }
        default -> {
          commit(sinks);
          written.addAll(batchOf);
        }
      }
    }
    commit(sinks);
    sinks = open(++attempt, 2_000, Output.JSONL, Output.CSV, Output.WARC);
    for (var again = 0; again < 2; again++) {
      sinks.finish(List.<IndexEntry>of().iterator());
      sinks = open(++attempt, 2_000, Output.JSONL, Output.CSV, Output.WARC);
    }

    assertThat(attempt).isGreaterThan(20);
    assertThat(written).hasSizeGreaterThan(50);
    assertThat(titles()).isEqualTo(written);
    assertThat(bodies()).isEqualTo(written.stream().map("of "::concat).toList());
    assertThat(lines("items-%05d.csv").stream().filter(line -> !line.startsWith("_kind")))
        .isEqualTo(written.stream().map(name -> "book," + URL + "," + name + ",[]").toList());
    try (var files = Files.walk(results.resolve("t/7-1"))) {
      assertThat(files.filter(Files::isRegularFile))
          .allMatch(file -> results.resolve("t/7-1").equals(file.getParent()))
          .extracting(file -> String.valueOf(file.getFileName()))
          .contains("crawl-00002.warc.gz", "index.cdxj");
    }
  }

  @Test
  void keepsTheIndexOfTheLaterAttemptWhateverAnEarlierOneStillDoes() throws IOException {
    var zombie = open(1, RunPlace.FULL, Output.JSONL);
    var _ = zombie.write(zombie.encode(page("1"), null, List.of()));
    commit(zombie);
    var next = open(2, RunPlace.FULL, Output.JSONL);
    next.finish(List.of(new Refused("http://example.org/new", "new", null)).iterator());

    var old = List.of(new Refused("http://example.org/old", "by a zombie that woke", null));
    assertThatThrownBy(() -> zombie.finish(old.iterator())).isInstanceOf(IOException.class);

    assertThat(Files.readAllLines(file("index.cdxj"))).singleElement().asString().contains("/new");
    assertThat(titles()).containsExactly("1");
  }

  private List<String> titles() throws IOException {
    return lines("pages-%05d.jsonl").stream()
        .map(line -> line.replaceAll(".*\"title\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private List<String> bodies() throws IOException {
    var bodies = new ArrayList<String>();
    for (var i = 0; Files.exists(file("crawl-%05d.warc.gz".formatted(i))); i++) {
      var file = file("crawl-%05d.warc.gz".formatted(i));
      Warcs.validate(file);
      Warcs.read(
          file,
          record -> {
            if (record instanceof WarcResponse response) {
              bodies.add(new String(response.http().body().stream().readAllBytes(), UTF_8));
            }
          });
    }
    return bodies;
  }

  @Test
  void refusesToGoOnInAnotherStorage(@TempDir Path elsewhere) throws IOException {
    try (var sinks = open(1, RunPlace.FULL, Output.JSONL)) {
      var _ = sinks.write(sinks.encode(page("1"), null, List.of()));
      commit(sinks);
    }
    var other = new RunPlace(FolderStorage.open(elsewhere), "t/7-1", 2, RunPlace.FULL);

    assertThatThrownBy(
            () ->
                Sinks.open(
                    other, plan(Output.JSONL), "Crawlkeeper/1", List.copyOf(committed.values()), 1))
        .isInstanceOf(ForeignStorageException.class)
        .hasMessageContaining("crawlkeeper.storage.url");
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

package io.crawlkeeper.worker.crawl.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.model.CrawlBuilder;
import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.model.ExtractSpec.FieldSpec;
import io.crawlkeeper.model.ExtractSpec.ItemSpec;
import io.crawlkeeper.model.Output;
import io.crawlkeeper.storage.FolderStorage;
import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.worker.crawl.fetch.Body;
import io.crawlkeeper.worker.crawl.fetch.Exchange;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.HttpHead;
import io.crawlkeeper.worker.crawl.fetch.HttpHead.Field;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry.Visited;
import io.crawlkeeper.worker.crawl.frontier.Marks;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import io.crawlkeeper.worker.crawl.frontier.SinkState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** The sinks of one run in an empty folder, and things to write to them. */
abstract class SinksFixture {
  static final Instant AT = Instant.parse("2026-01-02T03:04:05.123456Z");
  static final String WARC = "crawl-00000.warc.gz";
  static final String URL = "http://example.org/a?b=%C3%A4";

  @TempDir Path results;

  /** What the commits of a run have stored. */
  final Map<String, SinkState> committed = new LinkedHashMap<>();

  RunPlace place(int attempt, long full) throws IOException {
    return new RunPlace(FolderStorage.open(results), "t/7-1", attempt, full);
  }

  /** One of the folder of the run. */
  Path file(String name) {
    return results.resolve("t/7-1").resolve(name);
  }

  static CrawlPlan plan(Output... outputs) {
    var title = new FieldSpec(null, "text", null, false, false, FieldSpec.Type.STRING);
    var tags = new FieldSpec(null, "text", null, true, false, FieldSpec.Type.STRING);
    var fields = new LinkedHashMap<String, FieldSpec>();
    fields.put("title", title);
    fields.put("tags", tags);
    var extract =
        new ExtractSpec(List.of(new ItemSpec("book", List.of(), null, fields)), List.of());
    return CrawlBuilder.of(URL).output(outputs).extract(extract).build().plan();
  }

  static Received exchange(String content, boolean truncated) {
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

  static PageRecord page(String title) {
    return new PageRecord(
        URL, 200, 3, title, "text/html", 5L, "ab", AT, null, null, null, Marks.NONE, null);
  }

  static Item item(String title, String... tags) {
    var fields = JsonNodeFactory.instance.objectNode().put("title", title);
    var list = fields.putArray("tags");
    for (var tag : tags) {
      list.add(tag);
    }
    return new Item("book", URL, fields);
  }

  Sinks open(int attempt, long full, Output... outputs) throws IOException {
    return Sinks.open(
        place(attempt, full),
        plan(outputs),
        "Crawlkeeper/1",
        List.copyOf(committed.values()),
        attempt - 1);
  }

  void commit(Sinks sinks) throws IOException {
    sinks.flush().forEach(state -> committed.put(state.name(), state));
    sinks.committed();
  }

  void write(PageRecord page, Exchange exchange, Item... items) throws IOException {
    try (var sinks = open(1, RunPlace.FULL, Output.JSONL, Output.CSV, Output.WARC)) {
      var stored = sinks.write(sinks.encode(page, exchange, List.of(items)));
      commit(sinks);
      sinks.finish(List.of(new Visited(page, stored)).iterator());
    }
  }

  List<String> lines(String pattern) throws IOException {
    var lines = new ArrayList<String>();
    for (var i = 0; Files.exists(file(pattern.formatted(i))); i++) {
      lines.addAll(Files.readAllLines(file(pattern.formatted(i))));
    }
    return lines;
  }
}

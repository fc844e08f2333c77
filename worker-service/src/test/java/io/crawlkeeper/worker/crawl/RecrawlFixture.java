package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.model.ExtractSpec.FieldSpec;
import io.crawlkeeper.model.ExtractSpec.ItemSpec;
import io.crawlkeeper.model.ExtractSpec.Language;
import io.crawlkeeper.model.ExtractSpec.Selector;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.results.IndexLine;
import io.crawlkeeper.results.PageIndex;
import io.crawlkeeper.storage.Storage;
import io.crawlkeeper.worker.crawl.recrawl.EarlierRuns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPOutputStream;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import tools.jackson.databind.JsonNode;

/** A site that knows the versions of its pages, and a task that runs again and again. */
abstract class RecrawlFixture extends CrawlFixture {
  static final String OLD = "Sat, 01 Jan 2000 00:00:00 GMT";

  /** All runs that have ended, newest first. */
  final List<Run> ended = new ArrayList<>();

  /** Requests that named a version, as {@code <path> <version>}. */
  final ConcurrentLinkedQueue<String> conditional = new ConcurrentLinkedQueue<>();

  final EarlierRuns earlier = (run, kept, now) -> List.copyOf(ended);

  /** Serves a page with a field that names its version, and heeds conditions. */
  void page(String path, String field, String version, String html) {
    var condition = field.equals("ETag") ? "If-None-Match" : "If-Modified-Since";
    site.on(
        path,
        exchange -> {
          var asked = exchange.getRequestHeaders().getFirst(condition);
          exchange.getResponseHeaders().set(field, version);
          if (asked != null) {
            conditional.add(path + " " + asked);
          }
          if (version.equals(asked)) {
            exchange.sendResponseHeaders(304, -1);
          } else {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            TestSite.send(exchange, 200, "text/html; charset=utf-8", gzip(html));
          }
        });
  }

  private static byte[] gzip(String html) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(html.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /** An item of each page that has a heading. */
  static ExtractSpec headings() {
    var text = new FieldSpec(null, "text", null, false, false, FieldSpec.Type.STRING);
    var heading =
        new ItemSpec("heading", List.of(), new Selector(Language.CSS, "h1"), Map.of("text", text));
    return new ExtractSpec(List.of(heading), List.of());
  }

  /** Carries a run out that has to succeed; later ones know of it. */
  Outcome run(CrawlExecutor executor, TestAttempt attempt) throws InterruptedException {
    var outcome = executor.execute(attempt);
    assertThat(outcome.state()).as(outcome.reason()).isEqualTo(RunState.Ended.SUCCEEDED);
    ended.addFirst(attempt.run().ended(outcome, Instant.EPOCH));
    return outcome;
  }

  /** What the index of the last run says, by path. */
  Map<String, IndexLine> index(Storage storage) throws IOException {
    var lines = new TreeMap<String, IndexLine>();
    var index = PageIndex.open(storage, "docs/" + ended.getFirst().id());
    for (var line : index.list(site.url("/"), "http", 10_000)) {
      lines.put(line.url().substring(site.url("").length()), line);
    }
    return lines;
  }

  /** The record of a page in the index of the last run. */
  JsonNode record(Storage storage, String path) throws IOException {
    return Objects.requireNonNull(index(storage).get(path), path).json().path("page");
  }

  /** Which run has stored the page that the last run has seen, by path; empty if that one. */
  Map<String, String> unchanged(Storage storage) throws IOException {
    var since = new TreeMap<String, String>();
    index(storage).forEach((path, line) -> since.put(path, line.unchangedSince()));
    return since;
  }

  /** The lines of a file of the last run, sorted; none if it is not there. */
  List<String> lines(Storage storage, String name) throws IOException {
    var folder = "docs/" + ended.getFirst().id();
    if (storage.list(folder).stream().noneMatch(file -> file.name().equals(name))) {
      return List.of();
    }
    try (var in = storage.read(folder, name, 0, storage.length(folder, name))) {
      return new String(in.readAllBytes(), UTF_8).lines().sorted().toList();
    }
  }

  /** The records of responses in the WARC file of the last run, as {@code <type> <path>}. */
  List<String> responses(Storage storage) throws IOException {
    var found = new ArrayList<String>();
    var folder = "docs/" + ended.getFirst().id();
    var name = "crawl-00000.warc.gz";
    try (var reader = new WarcReader(storage.read(folder, name, 0, storage.length(folder, name)))) {
      for (var read = reader.next(); read.isPresent(); read = reader.next()) {
        if (read.get() instanceof WarcResponse response) {
          found.add("response " + response.targetURI().getPath());
        } else if (read.get() instanceof WarcRevisit revisit) {
          found.add("revisit " + revisit.targetURI().getPath());
          assertThat(revisit.refersTo()).isPresent();
          assertThat(revisit.refersToDate()).isPresent();
        }
      }
    }
    found.sort(null);
    return found;
  }
}

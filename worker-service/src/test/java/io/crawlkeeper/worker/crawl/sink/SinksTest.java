package io.crawlkeeper.worker.crawl.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.model.Output;
import io.crawlkeeper.storage.FolderStorage;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry.Refused;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry.Visited;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.WarcResponse;

class SinksTest extends SinksFixture {

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
}

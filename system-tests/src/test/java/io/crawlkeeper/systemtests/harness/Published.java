package io.crawlkeeper.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.znode.ZnodeCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.tools.WarcTool;
import tools.jackson.databind.JsonNode;

/** What a run has published, over all of its segments. */
public record Published(Path folder) {

  private static final Duration VALIDATION = Duration.ofMinutes(5);

  /** One record a line of JSON. */
  public List<JsonNode> pages() throws IOException {
    var pages = new ArrayList<JsonNode>();
    for (var segment : segments("pages-", ".jsonl")) {
      try (var lines = Files.lines(segment)) {
        lines.map(ZnodeCodec.mapper()::readTree).forEach(pages::add);
      }
    }
    return pages;
  }

  /** The URL of each response in the WARC files, as often as it is there. */
  public List<String> captured() throws IOException {
    var urls = new ArrayList<String>();
    for (var segment : segments("crawl-", ".warc.gz")) {
      try (var reader = new WarcReader(segment)) {
        for (var found : reader) {
          if (found instanceof WarcResponse response) {
            urls.add(response.target());
          }
        }
      }
    }
    return urls;
  }

  /** {@code jwarc validate} finds no fault in any of the WARC files. */
  public void assertValidWarc() throws IOException {
    var files = segments("crawl-", ".warc.gz").stream().map(Path::toString).toList();
    assertThat(files).isNotEmpty();
    var tool =
        Stream.of(
            "-cp", System.getProperty("java.class.path"), WarcTool.class.getName(), "validate");
    var log = Files.createTempFile("validate", ".log");
    try (var process = JavaProcess.start(log, Stream.concat(tool, files.stream()).toList())) {
      var exit = process.awaitExit(VALIDATION);
      assertThat(exit).as("%s", process.output()).isZero();
    } finally {
      Files.delete(log);
    }
  }

  private List<Path> segments(String prefix, String suffix) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .toList();
    }
  }
}

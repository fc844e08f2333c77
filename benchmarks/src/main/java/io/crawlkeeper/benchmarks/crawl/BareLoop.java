package io.crawlkeeper.benchmarks.crawl;

import io.crawlkeeper.benchmarks.Machine;
import io.crawlkeeper.systemtests.harness.JavaManual;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The limit: the pages, known beforehand, are fetched and parsed, and nothing is kept of them. */
final class BareLoop implements Contender {

  private static final int THREADS = 4;
  private static final int PASSES = 3;

  private final Set<String> pages;
  private final boolean readsLinks;
  private final String name;

  /**
   * @param readsLinks whether it reads where the links of a page lead, as whoever crawls has to
   */
  BareLoop(Set<String> pages, boolean readsLinks) {
    this.pages = pages;
    this.readsLinks = readsLinks;
    this.name = readsLinks ? "bare loop, " : "bare loop without links, ";
  }

  @Override
  public String settings() {
    return ("Apache HttpClient and jsoup, %d threads; the URLs are given, nothing is kept;"
            + " links are %s")
        .formatted(THREADS, readsLinks ? "read as absolute URLs" : "not read");
  }

  @Override
  public List<Result> crawl(Origin origin, Path folder) throws Exception {
    Files.createDirectories(folder);
    var urls = folder.resolve("urls.txt");
    Files.write(urls, pages.stream().map(page -> origin.root() + page).toList());
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var program = List.of("-cp", System.getProperty("java.class.path"), Loop.class.getName());
    var arguments =
        Stream.of(
            urls.toString(),
            String.valueOf(THREADS),
            String.valueOf(PASSES),
            String.valueOf(readsLinks));
    var command =
        Stream.of(Stream.of(java), Machine.crawling(program).stream(), arguments)
            .flatMap(part -> part)
            .toList();
    try (var loop = Program.start(folder, command)) {
      var usage = loop.awaitExit();
      return results(Files.readAllLines(folder.resolve("log.txt")), usage.peak());
    }
  }

  /** The first pass and the last one. */
  private List<Result> results(List<String> lines, long peak) {
    var passes = new ArrayList<Result>();
    for (var line : lines) {
      if (line.startsWith(Loop.PASS)) {
        var figures = line.substring(Loop.PASS.length()).split(" ", -1);
        var usage = new Usage(millis(figures[2]), peak);
        var pass = name + (passes.isEmpty() ? "cold" : "warm");
        passes.add(new Result(pass, Long.parseLong(figures[0]), millis(figures[1]), usage));
      }
    }
    if (passes.size() != PASSES) {
      throw new IllegalStateException(JavaManual.PACKAGE + " was not looped over: " + lines);
    }
    return List.of(passes.getFirst(), passes.getLast());
  }

  private static Duration millis(String text) {
    return Duration.ofMillis(Long.parseLong(text));
  }
}

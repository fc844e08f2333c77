package io.crawlkeeper.benchmarks.crawl;

import io.crawlkeeper.systemtests.harness.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Scrapy with a spider of its own making for all pages of a site. */
final class Scrapy implements Contender {

  @Override
  public String settings() {
    return "32 requests at once, no delay, robots.txt not asked for; JSON lines of pages";
  }

  @Override
  public List<Result> crawl(Origin origin, Path folder) throws Exception {
    var spider = Files.createDirectories(folder).resolve("site_spider.py");
    try (var source = Scrapy.class.getResourceAsStream("site_spider.py")) {
      Files.copy(Objects.requireNonNull(source), spider);
    }
    var began = Measured.now();
    try (var scrapy = Program.start(folder, command(spider, origin))) {
      var usage = scrapy.awaitExit();
      return List.of(new Result("Scrapy", lines(folder), began.elapsed(), usage));
    }
  }

  private static List<String> command(Path spider, Origin origin) {
    // By its own command: the first python3 on the path need not be the one that has it.
    return List.of("scrapy", "runspider", spider.toString(), "-a", "start=" + origin.start());
  }

  private static long lines(Path folder) throws IOException {
    try (var lines = Files.lines(folder.resolve("pages.jsonl"))) {
      return lines.count();
    }
  }
}

package io.crawlkeeper.benchmarks.crawl;

import io.crawlkeeper.systemtests.harness.Measured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code wget --mirror}, which leaves pages as files, and asks for one at a time. */
final class Wget implements Contender {

  @Override
  public String settings() {
    return "--mirror, links of <a> alone, robots.txt not asked for; a file for each page";
  }

  @Override
  public List<Result> crawl(Origin origin, Path folder) throws Exception {
    var command =
        List.of(
            "wget",
            "--mirror",
            "--no-verbose",
            "--execute=robots=off",
            "--follow-tags=a,area",
            origin.start());
    var began = Measured.now();
    try (var wget = Program.start(folder, command)) {
      var usage = wget.awaitExit();
      var took = began.elapsed();
      return List.of(new Result("wget --mirror", files(folder), took, usage));
    }
  }

  private static long files(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".html")).count();
    }
  }
}

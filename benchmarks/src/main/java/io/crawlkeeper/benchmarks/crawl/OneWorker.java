package io.crawlkeeper.benchmarks.crawl;

import static org.awaitility.Awaitility.await;

import io.crawlkeeper.benchmarks.Machine;
import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Ensemble;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Programs;
import io.crawlkeeper.systemtests.harness.Service;
import io.crawlkeeper.systemtests.harness.TaskText;
import io.crawlkeeper.systemtests.harness.ZooKeeperProcess.Care;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Crawlkeeper with one worker, beside a master and a ZooKeeper server. */
final class OneWorker implements Contender {

  /** As many as the bare loop has passes. */
  private static final int CRAWLS = 3;

  @Override
  public String settings() {
    return "one worker with %s; 32 requests at once, no delay, robots.txt not asked for; frontier "
            .formatted(Machine.CRAWLING)
        + "in SQLite, JSON lines of pages, WARC. From the request to create the task, once the "
        + "services have started and are at rest, until it has succeeded";
  }

  @Override
  public List<Result> crawl(Origin origin, Path folder) throws Exception {
    try (var zooKeeper = Ensemble.start(folder.resolve("zk"), 1, Care.OF_MACHINES);
        var cluster = cluster(zooKeeper, folder)) {
      var master = cluster.master("master-1");
      var worker = cluster.worker("worker-1");
      cluster.awaitWhole();
      Rest.awaitOf(master.process().pid(), worker.process().pid());
      var results = new ArrayList<Result>();
      for (var i = 0; i < CRAWLS; i++) {
        var name = "Crawlkeeper, " + (i == 0 ? "cold" : "warm");
        results.add(result(name, "manual-" + i, origin, cluster, worker));
      }
      return List.of(results.getFirst(), results.getLast());
    }
  }

  private static Cluster cluster(Ensemble zooKeeper, Path folder) {
    return Cluster.of(
        new Cluster.Plan(
            zooKeeper.connect("/crawl"),
            folder,
            Programs.master(),
            Machine.crawling(Programs.worker()),
            Duration.ofSeconds(10)));
  }

  private static Result result(
      String name, String task, Origin origin, Cluster cluster, Service worker) throws Exception {
    var process = ProcessHandle.of(worker.process().pid()).orElseThrow();
    var before = Usage.of(process, Usage.NONE);
    var began = Measured.now();
    Api.create(cluster.masterAddresses(), text(task, origin.start()));
    var master = cluster.masterAddresses().getFirst();
    await(task + " ends")
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofMillis(250))
        .until(() -> ended(Api.task(master, task)));
    var took = began.elapsed();
    var usage = Usage.of(process, before).since(before);
    return new Result(name, lines(worker.results().resolve(task)), took, usage);
  }

  private static TaskText text(String task, String seed) {
    return new TaskText(
        task,
        """
        {"name": "%s",
         "spec": {"crawl": {"seeds": ["%s"], "robots": false, "output": ["jsonl", "warc"],
                            "politeness": {"delay": "PT0S", "concurrency": 32}}}}
        """
            .formatted(task, seed));
  }

  private static boolean ended(JsonNode task) {
    var state = task.at("/status/state").asString("");
    if (state.equals("failed")) {
      throw new IllegalStateException(task.toString());
    }
    return state.equals("succeeded");
  }

  private static long lines(Path results) throws IOException {
    try (var files = Files.walk(results)) {
      var lines = 0L;
      for (var file :
          files.filter(one -> one.getFileName().toString().matches("pages.*\\.jsonl")).toList()) {
        try (var pages = Files.lines(file)) {
          lines += pages.filter(OneWorker::isPage).count();
        }
      }
      return lines;
    }
  }

  /** As the others count: style sheets and drawings are no pages. */
  private static boolean isPage(String line) {
    return line.contains("\"status\":200") && line.contains("\"type\":\"text/html");
  }
}

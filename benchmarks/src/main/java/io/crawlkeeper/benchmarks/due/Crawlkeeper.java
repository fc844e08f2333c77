package io.crawlkeeper.benchmarks.due;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.benchmarks.Machine;
import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Ensemble;
import io.crawlkeeper.systemtests.harness.Postgres;
import io.crawlkeeper.systemtests.harness.Programs;
import io.crawlkeeper.systemtests.harness.ZooKeeperProcess.Care;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One master and two workers on one ZooKeeper server; history on PostgreSQL. */
final class Crawlkeeper implements Contender {

  private static final int SLOTS = 1_000;
  private static final int BATCH = 500;

  private final Ensemble zooKeeper;
  private final Cluster cluster;

  private final Work work;

  /** What an execution does with its page. */
  enum Work {
    /** No more than with the peers: it asks for the page. */
    CALLS("\"http\": {\"url\": \"%s\"}"),

    /** A crawl of one page, with results, as users would have it. */
    CRAWLS(
        """
        "crawl": {"seeds": ["%s"], "limits": {"maxPages": 1}, "robots": false,
                  "politeness": {"delay": "PT0S"}}\
        """);

    private final String spec;

    Work(String spec) {
      this.spec = spec;
    }
  }

  Crawlkeeper(Work work, Path folder, Postgres postgres) {
    this.work = work;
    zooKeeper = Ensemble.start(folder.resolve("zk"), 1, Care.OF_MACHINES);
    cluster =
        Cluster.of(
            new Cluster.Plan(
                zooKeeper.connect("/due"),
                folder,
                Machine.fast(Programs.master()),
                Machine.fast(Programs.worker()),
                Duration.ofSeconds(10)));
    cluster.master("master-1", postgres.settings());
    for (var id : List.of("worker-1", "worker-2")) {
      cluster.worker(id, postgres.settings("crawlkeeper.slots=" + SLOTS));
    }
    cluster.awaitWhole();
  }

  @Override
  public String name() {
    return "Crawlkeeper, " + work.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String settings() {
    return "one master, one ZooKeeper server, forceSync, %d slots a worker".formatted(SLOTS);
  }

  @Override
  public void schedule(List<String> urls, Instant due) throws IOException {
    for (var from = 0; from < urls.size(); from += BATCH) {
      var tasks =
          urls.subList(from, Math.min(urls.size(), from + BATCH)).stream()
              .map(url -> task(url, due))
              .collect(Collectors.joining(",", "{\"atomic\": false, \"tasks\": [", "]}"));
      var answer = Api.post(master(), "/api/v1/tasks:batch", tasks);
      assertThat(answer.status()).as("%s", answer.body()).isIn(200, 201);
      for (var result : answer.json().path("results")) {
        assertThat(result.path("status").asInt()).as("%s", result).isEqualTo(201);
      }
    }
  }

  private String task(String url, Instant due) {
    return """
    {"name": "%s", "spec": {%s, "schedule": {"every": "PT1H", "startAt": "%s"}}}
    """
        .formatted(url.substring(url.lastIndexOf('/') + 1), work.spec.formatted(url), due);
  }

  @Override
  public List<Instant> starts(Instant due) throws IOException {
    return Api.all(master(), "/api/v1/runs?from=" + due).stream()
        .filter(run -> run.path("tick").asString("").equals(due.toString()))
        .map(run -> Instant.parse(run.path("startTime").asString()))
        .toList();
  }

  private String master() {
    return cluster.masterAddresses().getFirst();
  }

  @Override
  public void close() {
    cluster.close();
    zooKeeper.close();
  }
}

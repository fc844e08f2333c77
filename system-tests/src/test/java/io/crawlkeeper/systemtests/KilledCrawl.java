package io.crawlkeeper.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Api.Acknowledged;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Published;
import io.crawlkeeper.systemtests.harness.Service;
import io.crawlkeeper.systemtests.harness.ShardedManual;
import io.crawlkeeper.systemtests.harness.TaskText;
import io.crawlkeeper.systemtests.harness.Znodes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A crawl whose workers are killed, and what is to be true of it afterwards. */
final class KilledCrawl {

  /** Fetches of a run that may be lost with its worker: under way, or done and not stored. */
  private static final int BATCH = 50;

  private static final String NAME = "killed";
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Cluster cluster;
  private final Znodes znodes;
  private final ShardedManual site;
  private final Set<String> expected;
  private final Acknowledged task;

  private KilledCrawl(
      Cluster cluster, Znodes znodes, ShardedManual site, Set<String> expected, Acknowledged task) {
    this.cluster = cluster;
    this.znodes = znodes;
    this.site = site;
    this.expected = expected;
    this.task = task;
  }

  /**
   * @param paths of the pages that an undisturbed crawl fetches
   * @param include pattern of these paths
   */
  static KilledCrawl begin(
      Cluster cluster, Znodes znodes, ShardedManual site, Set<String> paths, String include) {
    var expected = paths.stream().map(site::url).collect(Collectors.toCollection(TreeSet::new));
    var text = text(site.seeds(paths), include);
    var task = Api.create(cluster.masterAddresses(), text);
    return new KilledCrawl(cluster, znodes, site, expected, task);
  }

  private static TaskText text(Set<String> seeds, String include) {
    var list = seeds.stream().collect(Collectors.joining("\", \"", "\"", "\""));
    return new TaskText(
        NAME,
        """
        {"name": "%s",
         "spec": {"crawl": {
           "seeds": [%s], "scope": {"include": ["%s"]}, "output": ["jsonl", "warc"],
           "politeness": {"delay": "PT0S", "concurrency": 8}}}}
        """
            .formatted(NAME, list, include.replace("\\", "\\\\")));
  }

  /** Kills the worker of the run so many times, spread over the pages, and starts it anew. */
  void kill(int kills) throws Exception {
    for (var i = 1; i <= kills; i++) {
      var share = expected.size() * i / (kills + 1);
      await(share + " pages are fetched")
          .atMost(PATIENCE)
          .until(() -> new HashSet<>(site.visits()).size() >= share);
      var victim =
          await("a worker is at it")
              .atMost(PATIENCE)
              .until(this::worker, Optional::isPresent)
              .orElseThrow();
      victim.process().kill();
      Measured.line("kill %d of %d: %s".formatted(i, kills, victim.id()));
      var _ = cluster.restart(victim);
    }
  }

  private Optional<Service> worker() throws Exception {
    var run = run();
    return run.filter(one -> one.state() == RunState.Live.RUNNING)
        .flatMap(
            one ->
                cluster.workers().stream().filter(worker -> worker.owns(one.worker())).findFirst());
  }

  private Optional<Run> run() throws Exception {
    return znodes.run(task.name(), task.id());
  }

  void awaitEnd() throws Exception {
    await("the crawl ends")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> run().isPresent() && run().get().state().ended());
    var run = run().orElseThrow();
    assertThat(run.state()).as("%s", run).isEqualTo(RunState.Ended.SUCCEEDED);
  }

  /**
   * No page is missing, and at most a batch for each attempt that was lost was fetched again: one
   * by each kill, and one more where a session did not outlive a stall of the machine.
   */
  void assertFetchedAgain(int kills) throws Exception {
    var lost = run().orElseThrow().attempt() - 1;
    var visits = site.visits();
    var fetched = new TreeSet<>(visits);
    Measured.line(
        "%d pages, %d fetched again after %d kills, by which %d attempts were lost"
            .formatted(fetched.size(), visits.size() - fetched.size(), kills, lost));
    assertThat(lost).isGreaterThanOrEqualTo(kills);
    assertThat(fetched).containsExactlyElementsOf(expected);
    assertThat(visits).hasSizeLessThanOrEqualTo(expected.size() + lost * BATCH);
  }

  /** Every page has one record and one capture. */
  void assertPublishedOnce(Path results) throws Exception {
    var run = run().orElseThrow();
    var published = new Published(results.resolve(run.output()));
    var pages = published.pages();
    assertThat(pages).allMatch(page -> page.path("status").asInt() == 200);
    assertThat(pages.stream().map(page -> page.path("url").asString()).toList())
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(published.captured()).containsExactlyInAnyOrderElementsOf(expected);
    published.assertValidWarc();
  }
}

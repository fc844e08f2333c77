package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Api.Acknowledged;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Pages;
import io.crawlkeeper.systemtests.harness.Service;
import io.crawlkeeper.systemtests.harness.Site;
import io.crawlkeeper.systemtests.harness.TaskText;
import io.crawlkeeper.systemtests.harness.Znodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A crawl that stops in its midst, so that its worker can be disturbed there. */
final class SlowCrawl implements AutoCloseable {

  private static final int PAGES = 50;
  private static final int AT_ONCE = 2;
  private static final int SOME = 10;

  private final Cluster cluster;
  private final Znodes znodes;
  private final Site site;
  private final Acknowledged task;

  private SlowCrawl(Cluster cluster, Znodes znodes, Site site, Acknowledged task) {
    this.cluster = cluster;
    this.znodes = znodes;
    this.site = site;
    this.task = task;
  }

  /** Is under way, with some pages fetched, when this returns. */
  static SlowCrawl begin(Cluster cluster, Znodes znodes, String name) {
    var site = Site.held(PAGES, SOME);
    var text = TaskText.ofSite(name, site.start(), AT_ONCE);
    var crawl = new SlowCrawl(cluster, znodes, site, Api.create(cluster.masterAddresses(), text));
    await("some pages are fetched").atMost(PATIENCE).until(() -> site.visits().size() > SOME);
    return crawl;
  }

  Run run() throws Exception {
    return znodes.run(task.name(), task.id()).orElseThrow();
  }

  /** Who carries out the latest attempt. */
  Service worker() throws Exception {
    var name = run().worker();
    return cluster.workers().stream().filter(one -> one.owns(name)).findFirst().orElseThrow();
  }

  void awaitSecondAttempt() {
    await("a second attempt")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> run().attempt() == 2 && run().state() == RunState.Live.RUNNING);
  }

  /** Some more pages are fetched, and not all. */
  void goOnALittle() {
    site.goOn(SOME);
  }

  /** Where the worker writes, or wrote, what the run brings; is there when this returns. */
  Path folder(Service worker) throws Exception {
    var folder = worker.results().resolve(task.name()).resolve(run().id());
    await("the folder of the run").atMost(PATIENCE).until(() -> Files.exists(folder));
    return folder;
  }

  /** What a reader would take for results; what an attempt has not published is hidden. */
  static List<Path> published(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }
  }

  /** The run is the one that {@code before} began, and only the second attempt has published. */
  void assertFinishedBySecondAttempt(Run before) throws Exception {
    site.goOn(2 * PAGES);
    await("the crawl ends").atMost(PATIENCE).until(() -> run().state().ended());
    var run = run();
    assertThat(run.state()).as("%s", run).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(run.id()).isEqualTo(before.id());
    assertThat(run.attempt()).isEqualTo(2);
    assertThat(run.worker()).isNotEqualTo(before.worker());
    assertThat(run.output()).isEqualTo(task.name() + "/" + run.id());
    assertThat(Pages.urls(folder(worker()))).containsExactlyInAnyOrderElementsOf(allPages());
  }

  private Iterable<String> allPages() {
    var others = IntStream.range(0, PAGES).mapToObj(i -> site.start() + "page-" + i);
    return Stream.concat(Stream.of(site.start()), others).toList();
  }

  @Override
  public void close() {
    site.close();
  }
}

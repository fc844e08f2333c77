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

  /**
   * The first attempt, which is disturbed.
   *
   * @param run as it was then
   * @param folder where the worker writes, or wrote, what the attempt brings
   */
  record First(Service worker, Run run, Path folder) {}

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

  /** To be asked while it is under way. */
  First first() throws Exception {
    var worker = worker();
    return new First(worker, run(), folder(worker));
  }

  /** Is there when this returns. */
  private Path folder(Service worker) throws Exception {
    var folder = worker.results().resolve(task.name()).resolve(run().id());
    await("the folder of the run").atMost(PATIENCE).until(() -> Files.exists(folder));
    return folder;
  }

  /** What a reader would take for results; what an attempt has not published is hidden. */
  private static List<Path> published(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }
  }

  /** The run is the one that the first attempt began, and only the second has published. */
  void assertFinishedBySecondAttempt(First first) throws Exception {
    site.goOn(2 * PAGES);
    await("the crawl ends").atMost(PATIENCE).until(() -> run().state().ended());
    var run = run();
    assertThat(run.state()).as("%s", run).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(run.id()).isEqualTo(first.run().id());
    assertThat(run.attempt()).isEqualTo(2);
    assertThat(run.worker()).isNotEqualTo(first.run().worker());
    assertThat(run.output()).isEqualTo(task.name() + "/" + run.id());
    assertThat(Pages.urls(folder(worker()))).containsExactlyInAnyOrderElementsOf(allPages());
    assertThat(published(first.folder())).isEmpty();
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

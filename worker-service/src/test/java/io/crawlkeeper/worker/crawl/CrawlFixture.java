package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.storage.FolderStorage;
import io.crawlkeeper.storage.Storage;
import io.crawlkeeper.worker.crawl.fetch.AddressRange;
import io.crawlkeeper.worker.crawl.fetch.FetchSettings;
import io.crawlkeeper.worker.crawl.fetch.Secrets;
import io.crawlkeeper.worker.crawl.frontier.FrontierStore;
import io.crawlkeeper.worker.crawl.frontier.sql.SqliteFrontierStore;
import io.crawlkeeper.worker.crawl.politeness.GateSettings;
import io.crawlkeeper.worker.crawl.politeness.HostGate;
import io.crawlkeeper.worker.crawl.render.Renderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A site, an empty results folder and an executor. */
abstract class CrawlFixture {
  private static final List<AddressRange> LOOPBACK = List.of(AddressRange.parse("127.0.0.0/8"));

  private static final Secrets SECRETS = name -> name.equals("site") ? "s3cret" : null;

  @TempDir Path results;
  @TempDir Path data;

  final TestSite site = TestSite.start();
  private @Nullable CrawlExecutor opened;
  private int stores;

  @AfterEach
  void close() {
    site.close();
    if (opened != null) {
      opened.close();
    }
  }

  /** As when there are no other workers, with short times. */
  static HostGate gate() {
    return HostGate.alone(new GateSettings(Duration.ofMillis(20), Duration.ofSeconds(30)));
  }

  CrawlExecutor executor() {
    return executor(LOOPBACK);
  }

  CrawlExecutor executor(List<AddressRange> allowed) {
    return opened(Web.open(settings(allowed), gate(), FetchListener.NONE));
  }

  /** One to which {@code ticker} tells the time. */
  CrawlExecutor executor(LongSupplier ticker) {
    var web = Web.open(settings(LOOPBACK), gate(), FetchListener.NONE);
    var clocks = new Web.Clocks(web.clocks().wall(), ticker);
    return opened(
        new Web(
            web.settings(),
            web.fetcher(),
            web.gate(),
            web.robots(),
            web.listener(),
            web.live(),
            clocks));
  }

  private CrawlExecutor opened(Web web) {
    return opened(web, Durability.of(store()));
  }

  private CrawlExecutor opened(Web web, Durability durability) {
    opened = new CrawlExecutor(web, durability, null);
    return opened;
  }

  /** One with a browser. */
  CrawlExecutor executor(Renderer renderer) {
    var web = Web.open(settings(LOOPBACK), gate(), FetchListener.NONE);
    opened = new CrawlExecutor(web, Durability.of(store()), renderer);
    return opened;
  }

  /** One that keeps its frontiers there. */
  CrawlExecutor executor(Durability durability) {
    return executor(durability, storage(results));
  }

  /** One that keeps its frontiers and its results there. */
  CrawlExecutor executor(Durability durability, Storage storage) {
    return opened(Web.open(settings(LOOPBACK, storage), gate(), FetchListener.NONE), durability);
  }

  private CrawlSettings settings(List<AddressRange> allowed) {
    return settings(allowed, storage(results));
  }

  private static CrawlSettings settings(List<AddressRange> allowed, Storage storage) {
    return new CrawlSettings(
        storage,
        new FetchSettings("Crawlkeeper/test", null, allowed, SECRETS),
        32,
        Duration.ofMillis(20));
  }

  static FolderStorage storage(Path folder) {
    try {
      return FolderStorage.open(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new one, empty. */
  FrontierStore store() {
    return new SqliteFrontierStore(data.resolve("frontier-" + stores++));
  }

  List<String> lines(Outcome outcome) throws IOException {
    assertThat(outcome.output()).isNotNull();
    return Files.readAllLines(results.resolve(outcome.output()).resolve("pages-00000.jsonl"));
  }

  List<String> index(Outcome outcome) throws IOException {
    assertThat(outcome.output()).isNotNull();
    return Files.readAllLines(results.resolve(outcome.output()).resolve("index.cdxj"));
  }

  /** A tree of pages of which each links to its children, its parent, the root and a fragment. */
  void tree(int pages) {
    IntStream.range(0, pages).forEach(i -> site.page("/p" + i, leaf(i, pages)));
  }

  /** One page of a tree. */
  static String leaf(int i, int pages) {
    return "<title>Page %d</title><a href=p%d>l</a><a href=p%d>r</a><a href=/p0#top>0</a>"
            .formatted(i, Math.min(2 * i + 1, pages - 1), (2 * i + 2) % pages)
        + "<a href=#here>here</a><img src=/logo.png><a href=p"
        + i / 2
        + ">up</a>";
  }
}

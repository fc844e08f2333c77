package io.crawlkeeper.worker.crawl.frontier.sql;

import static java.util.Objects.requireNonNull;

import io.crawlkeeper.url.Fingerprint;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.frontier.Beginning;
import io.crawlkeeper.worker.crawl.frontier.Claim;
import io.crawlkeeper.worker.crawl.frontier.Commit;
import io.crawlkeeper.worker.crawl.frontier.Commit.Done;
import io.crawlkeeper.worker.crawl.frontier.Counts;
import io.crawlkeeper.worker.crawl.frontier.Frontier;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.frontier.FrontierLink;
import io.crawlkeeper.worker.crawl.frontier.Handouts;
import io.crawlkeeper.worker.crawl.frontier.HostBatch;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import io.crawlkeeper.worker.run.RunKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Fills a frontier and works on it, in a process of its own so that its memory can be limited.
 * Arguments: a folder, how many URLs, how many batches of 50 pages with 80 links each. Prints how
 * many URLs a second are added, how many a second are handed out, and {@code queued <n> pages/s
 * <n>}: all that a page costs a frontier, its links and its record included.
 */
public final class FrontierLoad {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int BATCH = 50;
  private static final int LINKS = 80;
  private static final int AT_ONCE = 4_000;

  private final Random random = new Random(1);
  private int urls;
  private long handing;

  private FrontierLoad() {}

  public static void main(String[] arguments) throws IOException {
    var load = new FrontierLoad();
    var claim = new Claim(new RunKey("1-1", "load", 1), 1, "here", Long.MAX_VALUE, false);
    var store = new SqliteFrontierStore(Path.of(arguments[0]));
    store.drop(claim.run().id());
    try (var frontier = store.begin(claim, new Beginning(List.of(), new Handouts()))) {
      System.out.println("added/s " + load.fill(frontier, Integer.parseInt(arguments[1])));
      var rate = load.crawl(frontier, Integer.parseInt(arguments[2]));
      System.out.println("queued " + frontier.queued() + " pages/s " + rate);
    }
    store.drop(claim.run().id());
  }

  private long fill(Frontier frontier, int most) throws IOException {
    var begin = System.nanoTime();
    while (urls < most) {
      var links = new ArrayList<FrontierLink>();
      for (var i = 0; i < AT_ONCE && urls < most; i++) {
        links.add(link(urls++));
      }
      frontier.commit(Commit.ofLinks(links));
    }
    return perSecond(urls, System.nanoTime() - begin);
  }

  private long crawl(Frontier frontier, int batches) throws IOException {
    var begin = System.nanoTime();
    var pages = 0L;
    while (pages < (long) batches * BATCH) {
      for (var host : hand(frontier)) {
        frontier.commit(results(host.entries()));
        frontier.release(host.origin());
        pages += host.entries().size();
      }
    }
    System.out.println("handed out/s " + perSecond(pages, handing));
    return perSecond(pages, System.nanoTime() - begin);
  }

  private List<HostBatch> hand(Frontier frontier) throws IOException {
    var begin = System.nanoTime();
    var hosts = frontier.lease(1, BATCH, NOW);
    handing += System.nanoTime() - begin;
    return hosts;
  }

  private static long perSecond(long count, long nanos) {
    return Math.round(count * 1e9 / Math.max(1, nanos));
  }

  /** Of ten links one is new, as on a site that is large. */
  private Commit results(List<FrontierEntry> entries) {
    var done = new ArrayList<Done>();
    var found = new ArrayList<FrontierLink>();
    for (var entry : entries) {
      done.add(new Done(entry, PageRecord.unanswered(entry, NOW, "none", "network"), null));
      for (var i = 0; i < LINKS; i++) {
        found.add(link(i % 10 == 0 ? urls++ : random.nextInt(urls)));
      }
    }
    return new Commit(done, List.of(), found, List.of(), Counts.NONE, List.of());
  }

  private static FrontierLink link(int number) {
    var text = "http://host-%d.test/some/folder/page-%d.html".formatted(number % 100, number);
    var url = requireNonNull(UrlParser.parse(text));
    return new FrontierLink(url, Fingerprint.of(url), 1, 0, "http://host-0.test/");
  }
}

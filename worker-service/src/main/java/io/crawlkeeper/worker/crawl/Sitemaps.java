package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.Fingerprint;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.frontier.EntryKind;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.frontier.FrontierLink;
import io.crawlkeeper.worker.crawl.parse.SitemapReader;
import io.crawlkeeper.worker.crawl.politeness.RobotsRules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finds pages by the sitemaps of the seeds' hosts. Sitemaps are entries of the frontier as pages
 * are, but of another kind; what they name has depth 1. Safe for use by many threads.
 */
final class Sitemaps {
  /** Before all pages of their host. */
  private static final int PRIORITY = 100;

  /** Of indexes: one of indexes is more than the protocol allows. */
  private static final int DEEPEST = 3;

  private static final int MOST_FILES = 1_000;
  private static final int MOST_URLS = 1_000_000;

  private final AtomicInteger files = new AtomicInteger();
  private final AtomicInteger urls = new AtomicInteger();

  /** What the search begins with; empty if the crawl does not want it. */
  static List<FrontierLink> begin(CrawlPlan plan, List<FrontierLink> seeds) {
    var origins = new LinkedHashMap<String, FrontierLink>();
    if (plan.sitemaps() && plan.limits().maxDepth() > 0) {
      for (var seed : seeds) {
        var file = UrlParser.parse(seed.url().origin() + "/robots.txt");
        if (file != null) {
          origins.put(seed.url().origin(), link(file, EntryKind.ROBOTS_TXT, 1, 0, null));
        }
      }
    }
    return List.copyOf(origins.values());
  }

  /**
   * Reads one of these files.
   *
   * @param links gets what it names
   * @return what could not be read; null if nothing
   */
  @Nullable String read(FrontierEntry entry, Received received, PageLinks links, Instant now) {
    var success = received.status() / 100 == 2 && received.body().readable();
    if (entry.kind() == EntryKind.ROBOTS_TXT) {
      ofRobots(entry, received, links);
      return null;
    }
    return success ? ofSitemap(entry, received, links, now) : null;
  }

  private void ofRobots(FrontierEntry entry, Received received, PageLinks links) {
    var rules = RobotsRules.of(received.status(), entry.url(), received.body().content());
    if (rules.failure() != null) {
      return;
    }
    var usual = UrlParser.parse(entry.url().origin() + "/sitemap.xml");
    var named = rules.sitemaps().isEmpty() && usual != null ? List.of(usual) : rules.sitemaps();
    named.forEach(url -> add(url, 1, links));
  }

  private @Nullable String ofSitemap(
      FrontierEntry entry, Received received, PageLinks links, Instant now) {
    var sitemap = SitemapReader.read(entry.url(), received.body().content(), now);
    for (var child : sitemap.sitemaps()) {
      if (child.origin().equals(entry.url().origin()) || links.isInScope(child)) {
        add(child, entry.depth() + 1, links);
      } else {
        links.refuse(child, "a sitemap of another host");
      }
    }
    for (var page : sitemap.pages()) {
      if (urls.incrementAndGet() > MOST_URLS) {
        return "more than " + MOST_URLS + " URLs in sitemaps";
      }
      links.ofSitemap(page.url(), page.priority());
    }
    return received.body().truncated() ? "truncated" : sitemap.complaint();
  }

  private void add(CrawlUrl url, int depth, PageLinks links) {
    if (depth > DEEPEST) {
      links.refuse(url, "sitemaps nested deeper than " + DEEPEST);
    } else if (files.incrementAndGet() > MOST_FILES) {
      links.refuse(url, "more than " + MOST_FILES + " sitemaps");
    } else {
      links.add(link(url, EntryKind.SITEMAP, depth, 0, links.referrer()));
    }
  }

  /** Where a redirect of one of these files leads. */
  static FrontierLink redirected(FrontierEntry from, CrawlUrl to) {
    return link(to, from.kind(), from.depth(), from.hops() + 1, from.url().text());
  }

  private static FrontierLink link(
      CrawlUrl url, EntryKind kind, int depth, int hops, @Nullable String referrer) {
    // The same URL may be a page too: as one it is another entry.
    var fingerprint = Fingerprint.of(kind + " " + url.text());
    return new FrontierLink(url, fingerprint, depth, hops, referrer, kind, PRIORITY);
  }
}

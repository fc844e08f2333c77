package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unchanged;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unwanted;
import io.crawlkeeper.worker.crawl.politeness.RobotsRules;
import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.url.UrlParser;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The rules of each origin, fetched once for all runs. Safe for use by many threads. */
public final class RobotsCache {
  /** The most of a robots.txt that is read (RFC 9309, 2.5). */
  static final int LONGEST = 500 << 10;

  private static final int MOST_REDIRECTS = 5;
  private static final Duration KEPT = Duration.ofHours(24);
  private static final Duration FAILURE_KEPT = Duration.ofMinutes(3);
  private static final int SWEEP_FROM = 10_000;

  private final Fetcher fetcher;
  private final LongSupplier ticker;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<RobotsRules>> loading = new ConcurrentHashMap<>();

  /**
   * @param ticker monotonic, in nanoseconds
   */
  public RobotsCache(Fetcher fetcher, LongSupplier ticker) {
    this.fetcher = fetcher;
    this.ticker = ticker;
  }

  /** The rules of an origin; null if they have to be {@linkplain #load loaded}. No I/O. */
  public @Nullable RobotsRules lookup(String origin) {
    var known = kept.get(origin);
    return known == null || known.until - ticker.getAsLong() <= 0 ? null : known.rules;
  }

  /**
   * Fetches the rules, or waits for who already does. Blocks for as long as up to six fetches take.
   */
  public RobotsRules load(String origin) {
    var mine = new CompletableFuture<RobotsRules>();
    var theirs = loading.putIfAbsent(origin, mine);
    if (theirs != null) {
      return theirs.join();
    }
    try {
      var rules = fetch(origin);
      keep(origin, rules);
      mine.complete(rules);
      return rules;
    } finally {
      loading.remove(origin, mine);
      mine.complete(RobotsRules.unreachable("robots.txt could not be read", false));
    }
  }

  private void keep(String origin, RobotsRules rules) {
    var now = ticker.getAsLong();
    if (kept.size() >= SWEEP_FROM) {
      kept.values().removeIf(old -> old.until - now <= 0);
    }
    var time = rules.failure() == null ? KEPT : FAILURE_KEPT;
    kept.put(origin, new Kept(rules, now + time.toNanos()));
  }

  private RobotsRules fetch(String origin) {
    var url = Objects.requireNonNull(UrlParser.parse(origin + "/robots.txt"));
    for (var hops = 0; hops <= MOST_REDIRECTS; hops++) {
      switch (fetcher.fetch(url, LONGEST)) {
        case Failed failed -> {
          return RobotsRules.unreachable(failed.error(), failed.lasting());
        }
        case Unchanged _, Unwanted _ -> throw new IllegalStateException("neither was asked for");
        case Received received when received.isRedirect() -> {
          var target = target(url, received);
          if (target == null) {
            return RobotsRules.allowAll();
          }
          url = target;
        }
        case Received received -> {
          return RobotsRules.of(received.status(), url, received.body().content());
        }
      }
    }
    // RFC 9309, 2.3.1.2: more redirects than that may be taken as "there is none".
    return RobotsRules.allowAll();
  }

  private static @Nullable CrawlUrl target(CrawlUrl from, Received redirect) {
    var location = redirect.location();
    return location == null ? null : UrlParser.resolve(from, location);
  }

  private record Kept(RobotsRules rules, long until) {}
}

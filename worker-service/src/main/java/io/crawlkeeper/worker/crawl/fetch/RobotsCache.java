package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unchanged;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unwanted;
import io.crawlkeeper.worker.crawl.fetch.RobotsStore.Source;
import io.crawlkeeper.worker.crawl.politeness.RobotsRules;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of each origin, fetched once for all runs that ask by the same proxies. Safe for use by
 * many threads.
 */
public final class RobotsCache {
  /** The most of a robots.txt that is read (RFC 9309, 2.5). */
  public static final int LONGEST = 500 << 10;

  private static final FetchLimits LIMITS = FetchLimits.DEFAULT.withBody(LONGEST);
  private static final int MOST_REDIRECTS = 5;

  /** Of proxies that fail for one file; the host is held up meanwhile. */
  private static final int MOST_PROXIES = 3;

  private static final int MOST_BEGUN = 10_000;

  /** Longer than the longest delay. */
  private static final long BEGUN_KEPT = Duration.ofHours(2).toNanos();

  private final Fetcher fetcher;
  private final LongSupplier ticker;
  private final RobotsStore store = new RobotsStore();
  private final Map<Source, CompletableFuture<RobotsRules>> loading = new ConcurrentHashMap<>();

  /**
   * Where readings have come to that had to stop. Each of their requests may have to wait for as
   * long as the host's delay, with a turn of its own.
   */
  private final Map<Source, Reading> begun = new ConcurrentHashMap<>();

  /**
   * @param url to be asked for next
   * @param hops of redirects on the way there
   * @param at when it had to stop
   */
  private record Reading(CrawlUrl url, int hops, long at) {}

  /**
   * @param ticker monotonic, in nanoseconds
   */
  public RobotsCache(Fetcher fetcher, LongSupplier ticker) {
    this.fetcher = fetcher;
    this.ticker = ticker;
  }

  /**
   * The rules of an origin; null if they have to be {@linkplain #load loaded}. No I/O.
   *
   * @param proxies of who asks
   */
  public @Nullable RobotsRules lookup(String origin, ProxyRing proxies) {
    return store.get(new Source(origin, proxies.all()), ticker.getAsLong());
  }

  /** How a request gets to its host: at its turn, as all others do. */
  @FunctionalInterface
  public interface Errand {

    /**
     * Carries a request out. Blocks.
     *
     * @throws NotSentException if the host may not be asked now
     */
    FetchResult run(FetchRequest request) throws NotSentException;
  }

  /** As {@link #load(String, ProxyRing, Errand)}, asking nobody for a turn. */
  RobotsRules load(String origin, ProxyRing proxies) {
    try {
      return load(origin, proxies, fetcher::fetch);
    } catch (NotSentException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Fetches the rules, or waits for who already does. Blocks for as long as up to six fetches take.
   *
   * @param proxies by which all of these go
   * @throws NotSentException if a request was not sent; the next call goes on from there
   */
  public RobotsRules load(String origin, ProxyRing proxies, Errand errand) throws NotSentException {
    var source = new Source(origin, proxies.all());
    var mine = new CompletableFuture<RobotsRules>();
    var theirs = loading.putIfAbsent(source, mine);
    if (theirs != null) {
      return await(theirs);
    }
    try {
      var read = fetch(source, request -> byProxy(request, proxies, errand));
      var rules = store.put(source, read, ticker.getAsLong());
      mine.complete(rules);
      return rules;
    } catch (NotSentException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      loading.remove(source, mine);
      mine.complete(RobotsRules.unreachable("robots.txt could not be read", false));
    }
  }

  private static RobotsRules await(CompletableFuture<RobotsRules> theirs) throws NotSentException {
    try {
      return theirs.join();
    } catch (CompletionException e) {
      throw new NotSentException("robots.txt was not asked for");
    }
  }

  private static FetchResult byProxy(FetchRequest plain, ProxyRing proxies, Errand errand)
      throws NotSentException {
    FetchResult failure = null;
    for (var left = Math.min(proxies.all().size(), MOST_PROXIES); ; left--) {
      var request = FetchRequest.plain(plain.url(), plain.limits(), proxies.take());
      var result = tried(request, errand, failure);
      if (result == null) {
        return Objects.requireNonNull(failure);
      }
      proxies.over(request, result);
      if (left <= 1 || !isOfProxy(result)) {
        return result;
      }
      failure = result;
    }
  }

  /** Null where the host may not be asked again at once: then the failure before stands. */
  private static @Nullable FetchResult tried(
      FetchRequest request, Errand errand, @Nullable FetchResult failure) throws NotSentException {
    try {
      return errand.run(request);
    } catch (NotSentException e) {
      if (failure == null) {
        throw e;
      }
      return null;
    }
  }

  private static boolean isOfProxy(FetchResult result) {
    return result instanceof Failed(var kind, _) && kind == FailureKind.PROXY;
  }

  private RobotsRules fetch(Source source, Errand errand) throws NotSentException {
    var reading = reading(source);
    var url = reading.url;
    for (var hops = reading.hops; hops <= MOST_REDIRECTS; hops++) {
      switch (step(source, new Reading(url, hops, ticker.getAsLong()), errand)) {
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
          return rules(url, received);
        }
      }
    }
    // RFC 9309, 2.3.1.2: more redirects than that may be taken as "there is none".
    return RobotsRules.allowAll();
  }

  private Reading reading(Source source) {
    var known = begun.remove(source);
    var now = ticker.getAsLong();
    return known != null && now - known.at < BEGUN_KEPT
        ? known
        : new Reading(
            Objects.requireNonNull(UrlParser.parse(source.origin() + "/robots.txt")), 0, now);
  }

  /** Keeps where the reading has come to if it has to stop. */
  private FetchResult step(Source source, Reading reading, Errand errand) throws NotSentException {
    try {
      return errand.run(FetchRequest.plain(reading.url, LIMITS));
    } catch (NotSentException e) {
      if (reading.hops > 0) {
        if (begun.size() >= MOST_BEGUN) {
          begun.clear();
        }
        begun.put(source, reading);
      }
      throw e;
    }
  }

  private static RobotsRules rules(CrawlUrl url, Received received) {
    var body = received.body();
    if (received.status() / 100 == 2 && !body.readable()) {
      return RobotsRules.unreachable("robots.txt has a Content-Encoding we cannot read", true);
    }
    // A line of which the end is missing would forbid more than it says.
    return RobotsRules.of(received.status(), url, body.wholeLines());
  }

  private static @Nullable CrawlUrl target(CrawlUrl from, Received redirect) {
    var location = redirect.location();
    return location == null ? null : UrlParser.resolve(from, location);
  }
}

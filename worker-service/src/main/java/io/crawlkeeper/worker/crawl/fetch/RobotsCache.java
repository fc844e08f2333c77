package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unchanged;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unwanted;
import io.crawlkeeper.worker.crawl.politeness.RobotsRules;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The rules of each origin, fetched once for all runs. Safe for use by many threads. */
public final class RobotsCache {
  /** The most of a robots.txt that is read (RFC 9309, 2.5). */
  static final int LONGEST = 500 << 10;

  private static final FetchLimits LIMITS = FetchLimits.DEFAULT.withBody(LONGEST);
  private static final int MOST_REDIRECTS = 5;

  private final Fetcher fetcher;
  private final LongSupplier ticker;
  private final RobotsStore store = new RobotsStore();
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
    return store.get(origin, ticker.getAsLong());
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

  /** As {@link #load(String, Errand)}, asking nobody. */
  RobotsRules load(String origin) {
    try {
      return load(origin, fetcher::fetch);
    } catch (NotSentException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Fetches the rules, or waits for who already does. Blocks for as long as up to six fetches take.
   *
   * @throws NotSentException if a request was not sent; nothing is known then
   */
  public RobotsRules load(String origin, Errand errand) throws NotSentException {
    var mine = new CompletableFuture<RobotsRules>();
    var theirs = loading.putIfAbsent(origin, mine);
    if (theirs != null) {
      return await(theirs);
    }
    try {
      var rules = store.put(origin, fetch(origin, errand), ticker.getAsLong());
      mine.complete(rules);
      return rules;
    } catch (NotSentException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      loading.remove(origin, mine);
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

  private static RobotsRules fetch(String origin, Errand errand) throws NotSentException {
    var url = Objects.requireNonNull(UrlParser.parse(origin + "/robots.txt"));
    for (var hops = 0; hops <= MOST_REDIRECTS; hops++) {
      switch (errand.run(FetchRequest.plain(url, LIMITS))) {
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

  private static RobotsRules rules(CrawlUrl url, Received received) {
    var body = received.body();
    if (received.status() / 100 == 2 && !body.readable()) {
      return RobotsRules.unreachable("robots.txt has a Content-Encoding we cannot read", true);
    }
    return RobotsRules.of(received.status(), url, whole(body));
  }

  /** Without a last line of which the end was cut off: it would forbid more than it says. */
  private static byte[] whole(Body body) {
    var end = body.content().length;
    if (body.truncated()) {
      while (end > 0 && body.content()[end - 1] != '\n' && body.content()[end - 1] != '\r') {
        end--;
      }
    }
    return end == body.content().length ? body.content() : Arrays.copyOf(body.content(), end);
  }

  private static @Nullable CrawlUrl target(CrawlUrl from, Received redirect) {
    var location = redirect.location();
    return location == null ? null : UrlParser.resolve(from, location);
  }
}

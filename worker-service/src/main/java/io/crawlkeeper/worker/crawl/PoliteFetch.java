package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.worker.crawl.fetch.FetchRequest;
import io.crawlkeeper.worker.crawl.fetch.FetchResult;
import io.crawlkeeper.worker.crawl.fetch.NotSentException;
import io.crawlkeeper.worker.crawl.fetch.ProxyRing;
import io.crawlkeeper.worker.crawl.politeness.Permit;
import io.crawlkeeper.worker.crawl.politeness.Reception;
import io.crawlkeeper.worker.crawl.politeness.RobotsRules;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a single URL outside of any run, as politely as a run would: in line at the gate with all
 * others, and only if robots.txt allows it. Blocks; used once, by one thread.
 */
final class PoliteFetch {
  static final Demand DEMAND = new Demand(Duration.ofSeconds(1), 1);

  /** Who asks has its own patience, and stops the thread. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Web web;
  private final FetchRequest request;
  private final ProxyRing proxies;

  PoliteFetch(Web web, FetchRequest request, ProxyRing proxies) {
    this.web = web;
    this.request = request;
    this.proxies = proxies;
  }

  /**
   * @throws IOException if it is not fetched; the message says why
   */
  FetchResult carryOut() throws IOException, InterruptedException {
    try (var turn = new Turn(web, request.url().hostAndPort(), DEMAND)) {
      var rules = robots(turn);
      if (!rules.allows(request.url())) {
        var failure = rules.failure();
        throw new IOException(failure == null ? "robots.txt forbids it" : failure);
      }
      turn.demand(DEMAND.slowerThan(rules.crawlDelay(web.gate().maxCrawlDelay())));
      return fetch(turn);
    }
  }

  private RobotsRules robots(Turn turn) throws IOException, InterruptedException {
    var rules = web.robots().lookup(request.url().origin(), proxies);
    while (rules == null) {
      rules = load(permit(turn));
    }
    return rules;
  }

  /** Null if the host is another worker's by now. */
  private @Nullable RobotsRules load(Permit permit) {
    try {
      var errand = new RobotsErrand(web, request.url().hostAndPort(), permit, DEMAND);
      return web.robots().load(request.url().origin(), proxies, errand);
    } catch (NotSentException e) {
      return null;
    } finally {
      permit.end(Reception.SILENT, now());
    }
  }

  private FetchResult fetch(Turn turn) throws IOException, InterruptedException {
    while (true) {
      var permit = permit(turn);
      var reception = Reception.SILENT;
      try {
        var result = web.fetcher().fetch(request, new Departure(permit, web.clocks().ticker()));
        reception = Retries.reception(result, web.clocks().wall().instant());
        return result;
      } catch (NotSentException e) {
        // The host is another worker's by now, so this stands in line again.
      } finally {
        permit.end(reception, now());
      }
    }
  }

  private static Permit permit(Turn turn) throws IOException, InterruptedException {
    var permit = turn.await(LONGEST);
    if (permit == null) {
      throw new IOException("the host was others' for too long");
    }
    return permit;
  }

  private long now() {
    return web.clocks().ticker().getAsLong();
  }
}

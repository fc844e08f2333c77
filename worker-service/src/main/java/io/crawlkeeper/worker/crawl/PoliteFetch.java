package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.worker.crawl.fetch.FetchResult;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.GivenUp;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.Go;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.InLine;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.NotBefore;
import io.crawlkeeper.worker.crawl.politeness.HostGate.Permit;
import io.crawlkeeper.worker.crawl.politeness.HostGate.Visitor;
import io.crawlkeeper.worker.crawl.politeness.Reception;
import io.crawlkeeper.worker.crawl.politeness.RobotsRules;
import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a single URL outside of any run, as politely as a run would: in line at the gate with all
 * others, and only if robots.txt allows it. Blocks; used once, by one thread.
 */
final class PoliteFetch {
  private static final Demand DEMAND = new Demand(Duration.ofSeconds(1), 1);
  private static final long TURN = Duration.ofSeconds(1).toNanos();

  private final Web web;
  private final CrawlUrl url;
  private final Supplier<FetchResult> fetch;
  private final Semaphore wakes = new Semaphore(0);

  /**
   * @param fetch sends the request
   */
  PoliteFetch(Web web, CrawlUrl url, Supplier<FetchResult> fetch) {
    this.web = web;
    this.url = url;
    this.fetch = fetch;
  }

  /**
   * @throws IOException if it is not fetched; the message says why
   */
  FetchResult carryOut() throws IOException, InterruptedException {
    var host = url.hostAndPort();
    var visitor = web.gate().join(host, DEMAND, wakes::release, now());
    try {
      var rules = robots(visitor);
      if (!rules.allows(url)) {
        var failure = rules.failure();
        throw new IOException(failure == null ? "robots.txt forbids it" : failure);
      }
      visitor.demand(DEMAND.slowerThan(rules.crawlDelay(web.gate().maxCrawlDelay())));
      return fetch(visitor);
    } finally {
      visitor.leave(now());
    }
  }

  private RobotsRules robots(Visitor visitor) throws IOException, InterruptedException {
    var origin = url.origin();
    var known = web.robots().lookup(origin);
    if (known != null) {
      return known;
    }
    var permit = permit(visitor);
    try {
      return web.robots().load(origin);
    } finally {
      permit.end(Reception.SILENT, now());
    }
  }

  private FetchResult fetch(Visitor visitor) throws IOException, InterruptedException {
    var permit = permit(visitor);
    var reception = Reception.SILENT;
    try {
      var result = fetch.get();
      reception = Retries.reception(result, web.clocks().wall().instant());
      return result;
    } finally {
      permit.end(reception, now());
    }
  }

  /** Waits until a request may be sent. */
  private Permit permit(Visitor visitor) throws IOException, InterruptedException {
    while (true) {
      var permit = ask(visitor);
      if (permit != null && permit.begin(now())) {
        return permit;
      }
      if (permit != null) {
        permit.end(Reception.SILENT, now());
      }
    }
  }

  private @Nullable Permit ask(Visitor visitor) throws IOException, InterruptedException {
    return switch (visitor.ask(now())) {
      case Go(var permit) -> permit;
      case NotBefore(var at) -> await(at - now());
      case InLine _ -> await(TURN);
      case GivenUp(var why) -> throw new IOException("the host does not answer: " + why);
    };
  }

  private @Nullable Permit await(long nanos) throws InterruptedException {
    if (wakes.tryAcquire(Math.max(1, nanos), TimeUnit.NANOSECONDS)) {
      wakes.drainPermits();
    }
    return null;
  }

  private long now() {
    return web.clocks().ticker().getAsLong();
  }
}

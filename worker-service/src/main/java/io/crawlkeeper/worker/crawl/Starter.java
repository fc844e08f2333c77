package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.worker.crawl.Event.Broke;
import io.crawlkeeper.worker.crawl.Event.Finished;
import io.crawlkeeper.worker.crawl.Event.NotSent;
import io.crawlkeeper.worker.crawl.Event.RobotsRead;
import io.crawlkeeper.worker.crawl.fetch.NotSentException;
import io.crawlkeeper.worker.crawl.fetch.ProxyRing;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.GivenUp;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.Go;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.InLine;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.NotBefore;
import io.crawlkeeper.worker.crawl.politeness.Permit;
import io.crawlkeeper.worker.crawl.politeness.RateLimits;
import io.crawlkeeper.worker.crawl.politeness.Reception;
import io.crawlkeeper.worker.crawl.politeness.RobotsRules;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which fetch starts next, and starts it. One thread; fetches have threads of their own.
 */
final class Starter {
  /**
   * When a host that is in line at the gate is looked at although the gate has not woken it: those
   * before it may all be runs that are held up.
   */
  private static final Duration TURN = Duration.ofSeconds(1);

  private final Web web;
  private final RunParts parts;
  private final CrawlBatch batch;
  private final OpenHosts hosts;
  private final Demand demand;
  private final boolean heedsRobots;
  private final ProxyRing proxies;
  private final Retries retries;
  private final RateLimits rates;
  private int inFlight;
  private long forbidden;

  Starter(Web web, CrawlPlan plan, RunParts parts, CrawlBatch batch, RateLimits rates) {
    this.web = web;
    this.parts = parts;
    this.batch = batch;
    this.rates = rates;
    this.demand = demand(plan);
    this.heedsRobots = plan.robots();
    this.proxies = parts.requests().proxies();
    this.retries = new Retries(web.settings().retryDelay());
    this.hosts =
        new OpenHosts(
            parts.frontier(),
            web.gate(),
            demand,
            parts.events()::add,
            new Agenda(web.clocks().ticker().getAsLong()));
  }

  /** What a run asks of all towards each host. */
  static Demand demand(CrawlPlan plan) {
    var asked = plan.politeness();
    return new Demand(asked.delay(), asked.concurrency(), asked.adaptive());
  }

  /** Starts all that may start now. */
  void startAll(Instant wall, long now) throws IOException {
    do {
      startDue(now);
    } while (hasRoom() && hosts.refill(wall, now));
  }

  private void startDue(long now) throws IOException {
    while (hasRoom() && rates.earliest(now) - now <= 0) {
      var host = hosts.poll(now);
      if (host == null) {
        return;
      }
      step(host, now);
    }
  }

  private void step(OpenHost host, long now) throws IOException {
    if (heedsRobots) {
      var rules = host.robotsAgain ? null : web.robots().lookup(host.origin, proxies);
      if (rules == null) {
        ask(host, now, true);
        return;
      }
      host.visitor.demand(demand.slowerThan(rules.crawlDelay(web.gate().maxCrawlDelay())));
      dropForbidden(host, rules, now);
      if (host.entries.isEmpty()) {
        hosts.again(host, now);
        return;
      }
    }
    ask(host, now, false);
  }

  private void ask(OpenHost host, long now, boolean forRobots) throws IOException {
    switch (host.visitor.ask(now)) {
      case Go(var permit) when forRobots -> readRobots(host, permit);
      case Go(var permit) -> visit(host, permit, now);
      case NotBefore(var at) -> hosts.again(host, at);
      case InLine _ -> hosts.again(host, now + TURN.toNanos());
      case GivenUp(var why) -> giveUp(host, why, now);
    }
  }

  private void visit(OpenHost host, Permit permit, long now) {
    begun(host, permit);
    parts.fetches().execute(new PageVisit(web, host.entries.remove(), permit, parts));
    hosts.again(host, now);
  }

  private void readRobots(OpenHost host, Permit permit) {
    begun(host, permit);
    host.robotsLoading = true;
    // Not one of the run's own threads: other runs may wait for the same file.
    Thread.startVirtualThread(() -> parts.events().add(robots(host.origin, host.host, permit)));
  }

  private Event robots(String origin, String host, Permit permit) {
    try {
      var errand = new RobotsErrand(web, host, permit, demand);
      return new RobotsRead(origin, web.robots().load(origin, proxies, errand));
    } catch (NotSentException e) {
      return new NotSent(origin, null);
    } catch (RuntimeException | Error e) {
      return new Broke(origin, e);
    } finally {
      permit.end(Reception.SILENT, web.clocks().ticker().getAsLong());
    }
  }

  void robotsRead(String origin, RobotsRules rules, long now) {
    var host = ended(origin);
    if (host != null) {
      var delay = rules.mayRecover() ? retries.delay(host.robotsFailures++) : null;
      host.robotsLoading = false;
      host.robotsAgain = delay != null;
      hosts.again(host, delay == null ? now : now + delay.toNanos());
    }
  }

  /** A request was not sent. */
  void notSent(String origin, @Nullable FrontierEntry entry, long now) {
    var host = ended(origin);
    if (host != null) {
      if (entry == null) {
        host.robotsLoading = false;
      } else {
        host.entries.addFirst(entry);
      }
      hosts.again(host, now);
    }
  }

  /** Without it a run would wait for hours for a host that is gone, with all that is queued. */
  private void giveUp(OpenHost host, String why, long now) throws IOException {
    while (!host.entries.isEmpty()) {
      forbid(host.entries.remove(), "given up, as the host does not answer: " + why, now);
    }
    hosts.again(host, now);
  }

  private void dropForbidden(OpenHost host, RobotsRules rules, long now) throws IOException {
    for (var entry = host.entries.peek();
        entry != null && !rules.allows(entry.url());
        entry = host.entries.peek()) {
      forbid(host.entries.remove(), rules.failure(), now);
    }
  }

  private void forbid(FrontierEntry entry, @Nullable String failure, long now) throws IOException {
    var at = web.clocks().wall().instant();
    var sinks = parts.digest().sinks();
    if (failure == null) {
      var page = PageRecord.forbidden(entry, at);
      parts.tally().addForbidden(page);
      forbidden++;
      batch.add(Finished.bare(entry, page, sinks.nothing()), now);
    } else {
      var page = PageRecord.unanswered(entry, at, failure, "robots");
      parts.tally().add(page, 0, null);
      var encoded = sinks.encode(page, null, List.of());
      batch.add(Finished.bare(entry, page, encoded), now);
    }
  }

  private void begun(OpenHost host, Permit permit) {
    inFlight++;
    host.inFlight++;
    permit.heed(rates.begin());
  }

  @Nullable OpenHost ended(String origin) {
    inFlight--;
    return hosts.ended(origin);
  }

  /** The gate has a place for a host. */
  void wake(String origin, long now) {
    hosts.wake(origin, now);
  }

  /** Fetches under way, those of robots.txt included. */
  int inFlight() {
    return inFlight;
  }

  /** Hosts that the run is at work on; a view that changes with them. */
  Collection<OpenHost> hosts() {
    return hosts.all();
  }

  /** URLs that were left out so far as robots.txt forbids them. */
  long forbidden() {
    return forbidden;
  }

  /** Whether there is a place for a fetch, and no URL to put there even later. */
  boolean isStarved() {
    return hasRoom() && hosts.areAllHungry();
  }

  private boolean hasRoom() {
    return inFlight < web.settings().maxInFlight()
        && batch.hasRoom(inFlight)
        && parts.tally().hasRoom(inFlight);
  }

  /** Nanoseconds until a fetch may start, if no event comes before. */
  long nanosLeft(Instant wall, long now) {
    if (!hasRoom()) {
      return Long.MAX_VALUE;
    }
    var due = hosts.haveRoom() ? parts.frontier().nextDue() : null;
    var deferred = due == null ? Long.MAX_VALUE : Duration.between(wall, due).toNanos();
    return Math.max(rates.earliest(now) - now, Math.min(hosts.nanosLeft(now), deferred));
  }

  /** Withdraws from all hosts. */
  void close(long now) {
    hosts.closeAll(now);
  }
}

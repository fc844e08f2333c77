package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.results.IndexKey;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.Fingerprint;
import io.crawlkeeper.url.UrlForm;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.extract.Extractor;
import io.crawlkeeper.worker.crawl.fetch.Requests;
import io.crawlkeeper.worker.crawl.frontier.Claim;
import io.crawlkeeper.worker.crawl.frontier.Commit;
import io.crawlkeeper.worker.crawl.frontier.Frontier;
import io.crawlkeeper.worker.crawl.frontier.FrontierLink;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import io.crawlkeeper.worker.crawl.frontier.Refusal;
import io.crawlkeeper.worker.crawl.frontier.SmallFrontier;
import io.crawlkeeper.worker.crawl.frontier.Standing;
import io.crawlkeeper.worker.crawl.recrawl.Recrawls;
import io.crawlkeeper.worker.crawl.render.Renderer;
import io.crawlkeeper.worker.crawl.scope.CrawlScope;
import io.crawlkeeper.worker.crawl.scope.ScopeDecision.Refused;
import io.crawlkeeper.worker.crawl.scope.ScopeDecision.Taken;
import io.crawlkeeper.worker.crawl.sink.OutdatedException;
import io.crawlkeeper.worker.crawl.sink.RunPlace;
import io.crawlkeeper.worker.crawl.sink.Sinks;
import io.crawlkeeper.worker.run.Attempt;
import io.crawlkeeper.worker.run.RunKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt, from where the attempts before it have come to, to its outcome. Used once, by one
 * thread.
 */
final class CrawlAttempt {
  private static final Logger log = LoggerFactory.getLogger(CrawlAttempt.class);

  private final Web web;
  private final Durability durability;
  private final Attempt attempt;
  private final CrawlPlan plan;
  private final RunPlace place;
  private final @Nullable Renderer renderer;
  private Tally tally;
  private long queued;

  /**
   * @param renderer null if there is no browser
   */
  CrawlAttempt(
      Web web,
      Durability durability,
      Attempt attempt,
      CrawlPlan plan,
      RunPlace place,
      @Nullable Renderer renderer) {
    this.web = web;
    this.durability = durability;
    this.attempt = attempt;
    this.plan = plan;
    this.place = place;
    this.renderer = renderer;
    this.tally = tally(Standing.NEW);
  }

  private Tally tally(Standing standing) {
    return new Tally(plan.limits(), standing.counts(), web.clocks().ticker().getAsLong());
  }

  /**
   * @throws IOException if the results cannot be stored, or the crawl broke; the next attempt goes
   *     on where this one was
   * @throws IllegalArgumentException if the plan cannot be carried out
   */
  Outcome carryOut() throws InterruptedException, IOException {
    var outcome = crawlOn();
    if (outcome.state() == RunState.Ended.FAILED) {
      // It came to its end; going on from there, another try would fail as well.
      patience().make(() -> durability.store().drop(attempt.run().id()));
    }
    return outcome;
  }

  private Outcome crawlOn() throws InterruptedException, IOException {
    try {
      return crawlOn(attempt.afresh());
    } catch (OutdatedException e) {
      log.warn("Run {} begins anew: {}", attempt.run().id(), e.getMessage());
      return crawlOn(true);
    }
  }

  private Outcome crawlOn(boolean afresh) throws InterruptedException, IOException {
    var form = UrlForm.of(plan);
    var scope = scope(form);
    try (var frontier = open(afresh)) {
      var standing = patience().get(frontier::standing);
      tally = tally(standing);
      try (var sinks = patience().get(() -> sinks(standing, frontier.before()))) {
        var requests = requests();
        var turns = new PageTurns(web, Starter.demand(plan));
        var show = new Show(renderer, plan.render(), requests, turns);
        var digest = Digest.of(plan, scope, harvester(), show, sinks);
        crawl(frontier, digest, requests, standing.begun() ? null : seeds(scope, form, sinks));
        var counts = tally.counts(web.clocks().ticker().getAsLong());
        new Publication(attempt, patience()).carryOut(frontier, sinks, counts);
      } finally {
        queued = frontier.queued();
      }
      return outcome();
    }
  }

  private CrawlScope scope(UrlForm form) {
    var urls =
        plan.seeds().stream()
            .map(UrlParser::parse)
            .filter(Objects::nonNull)
            .map(form::clean)
            .toList();
    return new CrawlScope(
        plan.scope(), urls, plan.limits().maxDepth(), web.clocks().wall().instant());
  }

  private Harvester harvester() {
    return new Harvester(Extractor.of(plan.extract(), web.clocks().ticker()), web.listener());
  }

  private Frontier open(boolean afresh) throws InterruptedException, IOException {
    var run = attempt.run();
    var pagesPerHost = plan.limits().maxPagesPerHost();
    var claim =
        new Claim(RunKey.of(run), run.attempt(), place.storage().id(), pagesPerHost, afresh);
    return patience().get(() -> SmallFrontier.open(durability.store(), claim));
  }

  private Sinks sinks(Standing standing, int before) throws IOException {
    return Sinks.open(place, plan, web.settings().userAgent(), standing.sinks(), before);
  }

  private Requests requests() {
    var recrawls = new Recrawls(durability.earlier(), place.storage());
    var now = web.clocks().wall().instant();
    var validators = recrawls.of(attempt.run(), attempt.spec(), now);
    return Requests.of(plan, web.settings().fetch(), validators, web.clocks().ticker());
  }

  private Patience patience() {
    return new Patience(attempt.run().id(), durability.patience(), web.clocks().ticker());
  }

  private void crawl(Frontier frontier, Digest digest, Requests requests, @Nullable Commit first)
      throws InterruptedException, IOException {
    var fetches = threads();
    try {
      var parts =
          new RunParts(frontier, new LinkedBlockingQueue<>(), fetches, digest, tally, requests);
      new CrawlRun(web, durability, attempt, plan, parts).crawl(first);
    } finally {
      // Interrupts what is still under way; the connections are closed by that.
      fetches.shutdownNow();
    }
  }

  private ExecutorService threads() {
    var name = "crawl-" + attempt.run().id() + "-";
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory());
  }

  private Commit seeds(CrawlScope scope, UrlForm form, Sinks sinks) throws IOException {
    var seeds = new ArrayList<FrontierLink>();
    var refused = new ArrayList<Refusal>();
    for (var text : plan.seeds()) {
      var parsed = UrlParser.parse(text);
      var url = parsed == null ? null : form.clean(parsed);
      var refusal = refusal(url, scope);
      if (url != null && refusal == null) {
        seeds.add(new FrontierLink(url, form.identity(url), 0, 0, null));
      } else {
        var at = web.clocks().wall().instant();
        var page = PageRecord.unanswered(text, 0, null, at, refusal);
        tally.add(page, 0, null);
        var _ = sinks.write(sinks.encode(page, null, List.of()));
        refused.add(refused(text, url, form, String.valueOf(refusal)));
      }
    }
    seeds.addAll(Sitemaps.begin(plan, seeds));
    var counts = tally.counts(web.clocks().ticker().getAsLong());
    return new Commit(List.of(), List.of(), seeds, refused, counts, sinks.flush());
  }

  private static Refusal refused(String seed, @Nullable CrawlUrl url, UrlForm form, String reason) {
    var key = url == null ? IndexKey.ofReference(seed) : url.text();
    var fingerprint = url == null ? Fingerprint.of(key) : form.identity(url);
    return new Refusal(key, fingerprint, reason, null);
  }

  private static @Nullable String refusal(@Nullable CrawlUrl url, CrawlScope scope) {
    if (url == null) {
      return "not a URL of http or https";
    }
    return switch (scope.decide(url, 0)) {
      case Taken() -> null;
      case Refused(var reason) -> reason;
    };
  }

  private Outcome outcome() {
    var now = web.clocks().ticker().getAsLong();
    var progress = tally.progress(queued, now);
    var limit = tally.reached(now);
    if (tally.seedAnswered()) {
      return new Outcome(RunState.Ended.SUCCEEDED, progress, place.folder(), limit);
    }
    var cause = tally.seedFailure();
    var first = cause == null ? limit : cause;
    return new Outcome(
        RunState.Ended.FAILED, progress, place.folder(), "no seed could be fetched: " + first);
  }

  /** How an attempt ends that broke. */
  Outcome broken(String reason) {
    var progress = tally.progress(queued, web.clocks().ticker().getAsLong());
    return new Outcome(RunState.Ended.FAILED, progress, null, reason);
  }
}

package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.worker.crawl.extract.Extractor;
import io.crawlkeeper.worker.crawl.fetch.Requests;
import io.crawlkeeper.worker.crawl.fetch.Validators;
import io.crawlkeeper.worker.crawl.frontier.Commit;
import io.crawlkeeper.worker.crawl.frontier.Counts;
import io.crawlkeeper.worker.crawl.frontier.FrontierLink;
import io.crawlkeeper.worker.crawl.frontier.InMemoryFrontier;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import io.crawlkeeper.worker.crawl.scope.CrawlScope;
import io.crawlkeeper.worker.crawl.scope.ScopeDecision.Refused;
import io.crawlkeeper.worker.crawl.scope.ScopeDecision.Taken;
import io.crawlkeeper.worker.crawl.sink.RunPlace;
import io.crawlkeeper.worker.crawl.sink.Sinks;
import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.url.UrlForm;
import io.crawlkeeper.worker.crawl.url.UrlParser;
import io.crawlkeeper.worker.run.Attempt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** One attempt from its seeds to its outcome. Used once, by one thread. */
final class CrawlAttempt {
  private final Web web;
  private final Attempt attempt;
  private final CrawlPlan plan;
  private final RunPlace place;
  private final Tally tally;
  private final InMemoryFrontier frontier = new InMemoryFrontier();

  CrawlAttempt(Web web, Attempt attempt, CrawlPlan plan, RunPlace place) {
    this.web = web;
    this.attempt = attempt;
    this.plan = plan;
    this.place = place;
    this.tally = new Tally(plan.limits(), web.clocks().ticker().getAsLong());
  }

  /**
   * @throws IOException if the results cannot be stored, or the crawl broke
   * @throws IllegalArgumentException if the plan cannot be carried out
   */
  Outcome carryOut() throws InterruptedException, IOException {
    var form = LinkRules.form(plan);
    var urls =
        plan.seeds().stream()
            .map(UrlParser::parse)
            .filter(Objects::nonNull)
            .map(form::clean)
            .toList();
    var scope =
        new CrawlScope(plan.scope(), urls, plan.limits().maxDepth(), web.clocks().wall().instant());
    var requests = requests();
    var harvester =
        new Harvester(Extractor.of(plan.extract(), web.clocks().ticker()), web.listener());
    try (var sinks = Sinks.open(place, plan, web.settings().userAgent(), List.of())) {
      var digest = Digest.of(plan, scope, harvester, sinks);
      crawl(digest, requests, seeds(scope, form, sinks));
      finish(sinks);
    }
    return outcome();
  }

  private Requests requests() {
    var secrets = web.settings().fetch().secrets();
    return Requests.of(plan, secrets, Validators.NONE, web.clocks().ticker());
  }

  private void finish(Sinks sinks) throws IOException {
    frontier.commit(
        new Commit(List.of(), List.of(), List.of(), List.of(), Counts.NONE, sinks.flush()));
    sinks.committed();
    try (var index = frontier.index()) {
      sinks.finish(index.iterator());
    }
  }

  private void crawl(Digest digest, Requests requests, List<FrontierLink> seeds)
      throws InterruptedException, IOException {
    var fetches = threads();
    try {
      var parts =
          new RunParts(frontier, new LinkedBlockingQueue<>(), fetches, digest, tally, requests);
      new CrawlRun(web, attempt, plan, parts).crawl(seeds);
    } finally {
      // Interrupts what is still under way; the connections are closed by that.
      fetches.shutdownNow();
    }
  }

  private ExecutorService threads() {
    var name = "crawl-" + attempt.run().id() + "-";
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory());
  }

  private List<FrontierLink> seeds(CrawlScope scope, UrlForm form, Sinks sinks) throws IOException {
    var seeds = new ArrayList<FrontierLink>();
    for (var text : plan.seeds()) {
      var parsed = UrlParser.parse(text);
      var url = parsed == null ? null : form.clean(parsed);
      var refusal = refusal(url, scope);
      if (url != null && refusal == null) {
        seeds.add(new FrontierLink(url, form.identity(url), 0, 0, null));
      } else {
        var at = web.clocks().wall().instant();
        var page = PageRecord.unanswered(text, 0, null, at, refusal);
        tally.add(page, 0);
        var _ = sinks.write(sinks.encode(page, null, List.of()));
      }
    }
    return seeds;
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
    var progress = tally.progress(frontier.queued(), now);
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
    var progress = tally.progress(frontier.queued(), web.clocks().ticker().getAsLong());
    return new Outcome(RunState.Ended.FAILED, progress, null, reason);
  }
}

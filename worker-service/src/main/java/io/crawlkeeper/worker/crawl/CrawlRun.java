package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.url.UrlForm;
import io.crawlkeeper.worker.crawl.Event.Broke;
import io.crawlkeeper.worker.crawl.Event.Ended;
import io.crawlkeeper.worker.crawl.Event.Finished;
import io.crawlkeeper.worker.crawl.Event.Look;
import io.crawlkeeper.worker.crawl.Event.NotSent;
import io.crawlkeeper.worker.crawl.Event.RobotsRead;
import io.crawlkeeper.worker.crawl.Event.TryAgain;
import io.crawlkeeper.worker.crawl.Event.Woken;
import io.crawlkeeper.worker.crawl.frontier.Commit;
import io.crawlkeeper.worker.crawl.frontier.Frontier;
import io.crawlkeeper.worker.crawl.live.LiveRuns.LiveRun;
import io.crawlkeeper.worker.crawl.live.LiveView;
import io.crawlkeeper.worker.crawl.live.Recorder;
import io.crawlkeeper.worker.crawl.politeness.RateLimits;
import io.crawlkeeper.worker.crawl.sink.Sinks;
import io.crawlkeeper.worker.run.Attempt;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The loop of one attempt: starts fetches as politeness allows, and stores what they bring in
 * batches. All state belongs to the thread that calls {@link #crawl}; others only send events.
 */
final class CrawlRun {
  private static final long LONGEST_WAIT = Duration.ofSeconds(1).toNanos();
  private static final long SHORTEST_WAIT = Duration.ofMillis(1).toNanos();

  /** How soon a run goes on once it may act again. */
  private static final long PAUSED_WAIT = Duration.ofMillis(50).toNanos();

  private final Web web;
  private final Attempt attempt;
  private final Frontier frontier;
  private final BlockingQueue<Event> events;
  private final Starter starter;
  private final CrawlBatch batch;
  private final Tally tally;
  private final Patience patience;
  private final Sinks sinks;
  private final Recorder recorder;
  private final Portrait portrait;
  private final LiveRun live;

  CrawlRun(Web web, Durability durability, Attempt attempt, CrawlPlan plan, RunParts parts) {
    this.web = web;
    this.attempt = attempt;
    this.frontier = parts.frontier();
    this.events = parts.events();
    this.tally = parts.tally();
    this.sinks = parts.digest().sinks();
    this.batch = new CrawlBatch(sinks, frontier, durability.batch());
    this.patience = new Patience(attempt.run().id(), durability.patience(), web.clocks().ticker());
    this.starter = new Starter(web, plan, parts, batch, rates(plan));
    this.recorder = new Recorder(now());
    this.portrait = new Portrait(web, attempt, starter, recorder);
    var pages = new RunPages(frontier.pages(), UrlForm.of(plan));
    this.live = web.live().open(attempt.run().id(), answer -> events.add(new Look(answer)), pages);
  }

  private RateLimits rates(CrawlPlan plan) {
    var goesOn = attempt.run().attempt() > 1;
    return RateLimits.of(plan.politeness().rates(), goesOn, now());
  }

  private void look(CompletableFuture<LiveView> answer) {
    try {
      answer.complete(portrait.draw(frontier.queued()));
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  /**
   * Crawls until nothing is left or a limit is reached; the {@link Tally} says which.
   *
   * @param first what is to be committed before all else; null if the run has begun before
   */
  void crawl(@Nullable Commit first) throws InterruptedException, IOException {
    try {
      if (first != null) {
        patience.make(() -> frontier.commit(first));
        sinks.committed();
      }
      loop();
    } finally {
      live.close();
      starter.close(now());
    }
  }

  private void loop() throws InterruptedException, IOException {
    while (true) {
      stopIfAsked();
      var now = now();
      var over = tally.reached(now) != null;
      if (over && (starter.inFlight() == 0 || tally.outOfTime(now))) {
        break;
      }
      var acts = !over && attempt.mayAct();
      if (acts) {
        start(now);
      }
      if (isExhausted()) {
        break;
      }
      take(nanosLeft(acts));
    }
    store();
  }

  private void start(long now) throws IOException, InterruptedException {
    startAll(now);
    // With places free and no URL to fill them, what was found must not wait for the batch.
    if (starter.isStarved() && !batch.isEmpty()) {
      store();
      startAll(now());
    }
  }

  private void startAll(long now) throws IOException, InterruptedException {
    patience.make(() -> starter.startAll(web.clocks().wall().instant(), now));
  }

  private long batchLeft(long now) {
    return batch.nanosLeft(now, starter.inFlight());
  }

  private boolean isExhausted() {
    return starter.inFlight() == 0 && batch.isEmpty() && frontier.queued() == 0;
  }

  private long nanosLeft(boolean acts) {
    var now = now();
    var wait = Math.min(LONGEST_WAIT, Math.min(batchLeft(now), tally.timeLeft(now)));
    var next = acts ? starter.nanosLeft(web.clocks().wall().instant(), now) : PAUSED_WAIT;
    return Math.max(0, Math.min(wait, Math.max(SHORTEST_WAIT, next)));
  }

  private void take(long wait) throws InterruptedException, IOException {
    var event = events.poll(wait, TimeUnit.NANOSECONDS);
    while (event != null) {
      handle(event);
      if (batchLeft(now()) <= 0) {
        break;
      }
      event = events.poll();
    }
    if (batchLeft(now()) <= 0) {
      store();
    }
  }

  private void handle(Event event) throws IOException {
    switch (event) {
      case Finished finished -> {
        starter.ended(finished.entry().url().origin());
        tally.add(finished.page(), finished.bytes(), finished.astray());
        batch.add(finished, now());
      }
      case TryAgain(var entry, var delay) -> {
        starter.ended(entry.url().origin());
        batch.defer(entry, web.clocks().wall().instant().plus(delay), now());
      }
      case NotSent(var origin, var entry) -> starter.notSent(origin, entry, now());
      case Ended(var request) -> {
        recorder.ended(request, now());
        live.received(request.bytes());
      }
      case Look(var answer) -> look(answer);
      case RobotsRead(var origin, var rules) -> starter.robotsRead(origin, rules, now());
      case Woken(var origin) -> starter.wake(origin, now());
      case Broke(_, var cause) -> throw new CrawlBrokenException(cause);
    }
  }

  private void store() throws IOException, InterruptedException {
    if (!batch.isEmpty()) {
      var counts = tally.counts(now());
      patience.make(() -> batch.store(counts));
    }
    var progress = tally.progress(frontier.queued(), now());
    attempt.report(progress);
    live.report(progress);
  }

  private void stopIfAsked() throws InterruptedException {
    if (Thread.interrupted() || attempt.stopRequested()) {
      throw new InterruptedException("the attempt was stopped");
    }
  }

  private long now() {
    return web.clocks().ticker().getAsLong();
  }
}

package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.model.ByteSize;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.CrawlSpec.LimitsSpec;
import io.crawlkeeper.model.CrawlSpec.PolitenessSpec;
import io.crawlkeeper.model.CrawlSpec.RateSpec;
import io.crawlkeeper.model.CrawlSpec.ScopeSpec;
import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.model.FetchSpec;
import io.crawlkeeper.model.Output;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.worker.run.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An attempt whose owner is the test. */
final class TestAttempt implements Attempt {
  private Run run;
  private CrawlSpec crawl;
  volatile boolean mayAct = true;
  volatile boolean stop;
  volatile Progress last = Progress.NONE;

  private TestAttempt(String task, CrawlSpec crawl) {
    this.crawl = crawl;
    var stored = task(task, 1);
    this.run =
        Run.queued(
                task.equals("docs") ? "7-1" : task.replaceAll("\\W", "_") + "-1",
                stored,
                Run.Cause.TICK,
                Instant.EPOCH,
                Instant.EPOCH)
            .started("worker-1", Instant.EPOCH);
  }

  /** Robots heeded, no delay, 8 at once, both outputs. */
  static TestAttempt of(String... seeds) {
    return named("docs", seeds);
  }

  static TestAttempt of(CrawlSpec crawl) {
    return new TestAttempt("docs", crawl);
  }

  static TestAttempt named(String task, String... seeds) {
    return new TestAttempt(
        task,
        new CrawlSpec(
            List.of(seeds),
            null,
            null,
            new PolitenessSpec(Duration.ZERO, 8, null, null),
            true,
            List.of(Output.JSONL, Output.WARC),
            null,
            null,
            null,
            null));
  }

  TestAttempt limits(
      @Nullable Integer depth,
      @Nullable Long pages,
      @Nullable ByteSize bytes,
      @Nullable Duration time) {
    return with(
        crawl.scope(), new LimitsSpec(depth, pages, bytes, time, null, null), crawl.politeness());
  }

  TestAttempt largestBody(ByteSize size) {
    var limits = new LimitsSpec(null, null, null, null, null, size);
    return with(crawl.scope(), limits, crawl.politeness());
  }

  TestAttempt polite(Duration delay, int concurrency) {
    return with(crawl.scope(), crawl.limits(), new PolitenessSpec(delay, concurrency, null, null));
  }

  /** No delay, 8 at once. */
  TestAttempt rates(RateSpec... rates) {
    return with(
        crawl.scope(), crawl.limits(), new PolitenessSpec(Duration.ZERO, 8, null, List.of(rates)));
  }

  TestAttempt scope(ScopeSpec scope) {
    return with(scope, crawl.limits(), crawl.politeness());
  }

  TestAttempt sitemaps() {
    crawl =
        new CrawlSpec(
            crawl.seeds(),
            crawl.scope(),
            crawl.limits(),
            crawl.politeness(),
            crawl.robots(),
            crawl.output(),
            crawl.fetch(),
            crawl.extract(),
            true,
            crawl.render());
    return this;
  }

  TestAttempt output(Output... output) {
    crawl =
        new CrawlSpec(
            crawl.seeds(),
            crawl.scope(),
            crawl.limits(),
            crawl.politeness(),
            crawl.robots(),
            List.of(output),
            crawl.fetch(),
            crawl.extract(),
            crawl.sitemaps(),
            crawl.render());
    return this;
  }

  TestAttempt withoutRobots() {
    return with(crawl.fetch(), false);
  }

  TestAttempt fetch(FetchSpec fetch) {
    return with(fetch, crawl.robots());
  }

  private TestAttempt with(@Nullable FetchSpec fetch, @Nullable Boolean robots) {
    crawl =
        new CrawlSpec(
            crawl.seeds(),
            crawl.scope(),
            crawl.limits(),
            crawl.politeness(),
            robots,
            crawl.output(),
            fetch,
            crawl.extract(),
            crawl.sitemaps(),
            crawl.render());
    return this;
  }

  TestAttempt rules(ExtractSpec rules) {
    crawl =
        new CrawlSpec(
            crawl.seeds(),
            crawl.scope(),
            crawl.limits(),
            crawl.politeness(),
            crawl.robots(),
            crawl.output(),
            crawl.fetch(),
            rules,
            crawl.sitemaps(),
            crawl.render());
    return this;
  }

  private TestAttempt with(
      @Nullable ScopeSpec scope, @Nullable LimitsSpec limits, @Nullable PolitenessSpec politeness) {
    crawl =
        new CrawlSpec(
            crawl.seeds(),
            scope,
            limits,
            politeness,
            crawl.robots(),
            crawl.output(),
            crawl.fetch(),
            crawl.extract(),
            crawl.sitemaps(),
            crawl.render());
    return this;
  }

  /** The next run of the same task. */
  TestAttempt again() {
    return again(run.generation());
  }

  /** The next run of the same task, whose crawl was changed if the generation is another. */
  TestAttempt again(long generation) {
    var dash = run.id().lastIndexOf('-') + 1;
    var next = run.id().substring(0, dash) + (Integer.parseInt(run.id().substring(dash)) + 1);
    var task = task(run.task(), generation);
    run =
        Run.queued(next, task, Run.Cause.TICK, Instant.EPOCH, Instant.EPOCH)
            .started("worker-1", Instant.EPOCH);
    return this;
  }

  /** The task that the run is of. */
  Task task() {
    return task(run.task(), run.generation());
  }

  private Task task(String name, long generation) {
    return new Task(
        7,
        name,
        Map.of(),
        spec(),
        generation,
        new Task.Since(Instant.EPOCH, Task.Since.Cause.CREATED),
        Instant.EPOCH,
        Instant.EPOCH,
        "op");
  }

  /** The same after its worker was lost. */
  TestAttempt next() {
    run = run.lost("lost", Instant.EPOCH).started("worker-2", Instant.EPOCH);
    stop = false;
    return this;
  }

  @Override
  public Run run() {
    return run;
  }

  @Override
  public TaskSpec spec() {
    return new TaskSpec(crawl, null, null, null);
  }

  @Override
  public boolean afresh() {
    return false;
  }

  @Override
  public boolean mayAct() {
    return mayAct;
  }

  @Override
  public boolean stopRequested() {
    return stop;
  }

  @Override
  public void report(Progress progress) {
    last = progress;
  }
}

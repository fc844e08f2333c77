package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.model.ByteSize;
import io.crawlkeeper.model.CrawlBuilder;
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
import io.crawlkeeper.model.TaskBuilder;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.worker.run.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt whose owner is the test. */
final class TestAttempt implements Attempt {
  private Run run;
  private CrawlBuilder crawl;
  volatile boolean mayAct = true;
  volatile boolean stop;
  volatile Progress last = Progress.NONE;

  private TestAttempt(String task, CrawlBuilder crawl) {
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
    return new TestAttempt("docs", CrawlBuilder.from(crawl));
  }

  static TestAttempt named(String task, String... seeds) {
    return new TestAttempt(
        task,
        CrawlBuilder.of(seeds)
            .politeness(new PolitenessSpec(Duration.ZERO, 8, null, null))
            .robots(true)
            .output(Output.JSONL, Output.WARC));
  }

  TestAttempt limits(
      @Nullable Integer depth,
      @Nullable Long pages,
      @Nullable ByteSize bytes,
      @Nullable Duration time) {
    return with(crawl.limits(new LimitsSpec(depth, pages, bytes, time, null, null)));
  }

  TestAttempt largestBody(ByteSize size) {
    return with(crawl.limits(new LimitsSpec(null, null, null, null, null, size)));
  }

  TestAttempt polite(Duration delay, int concurrency) {
    return with(crawl.politeness(new PolitenessSpec(delay, concurrency, null, null)));
  }

  /** No delay, 8 at once. */
  TestAttempt rates(RateSpec... rates) {
    return with(crawl.politeness(new PolitenessSpec(Duration.ZERO, 8, null, List.of(rates))));
  }

  TestAttempt scope(ScopeSpec scope) {
    return with(crawl.scope(scope));
  }

  TestAttempt sitemaps() {
    return with(crawl.sitemaps(true));
  }

  TestAttempt output(Output... output) {
    return with(crawl.output(output));
  }

  TestAttempt withoutRobots() {
    return with(crawl.robots(false));
  }

  TestAttempt fetch(FetchSpec fetch) {
    return with(crawl.fetch(fetch));
  }

  TestAttempt rules(ExtractSpec rules) {
    return with(crawl.extract(rules));
  }

  private TestAttempt with(CrawlBuilder changed) {
    crawl = changed;
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
    return TaskBuilder.of(name, 7)
        .spec(spec())
        .generation(generation)
        .created(Instant.EPOCH)
        .build();
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
    return new TaskSpec(crawl.build(), null, null, null);
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

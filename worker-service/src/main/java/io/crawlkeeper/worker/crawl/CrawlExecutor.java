package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.storage.ClaimedException;
import io.crawlkeeper.storage.ItemsAwayException;
import io.crawlkeeper.worker.crawl.frontier.FrontierAwayException;
import io.crawlkeeper.worker.crawl.frontier.SupersededException;
import io.crawlkeeper.worker.crawl.live.LiveRuns;
import io.crawlkeeper.worker.crawl.politeness.HostGate;
import io.crawlkeeper.worker.crawl.render.Renderer;
import io.crawlkeeper.worker.crawl.sink.RunPlace;
import io.crawlkeeper.worker.run.Attempt;
import io.crawlkeeper.worker.run.RunKey;
import io.crawlkeeper.worker.run.TaskExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out crawls. One instance serves all runs of a process, which share its connections and
 * its politeness: two instances would together hit hosts harder than they allow.
 */
public final class CrawlExecutor implements TaskExecutor, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CrawlExecutor.class);

  private final Web web;
  private final Durability durability;
  private final @Nullable Renderer renderer;

  /**
   * @param gate whose ticker is {@link System#nanoTime}
   */
  public CrawlExecutor(
      CrawlSettings settings, HostGate gate, Durability durability, FetchListener listener) {
    this(settings, gate, durability, listener, null);
  }

  /**
   * @param gate whose ticker is {@link System#nanoTime}
   * @param renderer null if there is no browser; closed by who opened it
   */
  public CrawlExecutor(
      CrawlSettings settings,
      HostGate gate,
      Durability durability,
      FetchListener listener,
      @Nullable Renderer renderer) {
    this(Web.open(settings, gate, listener), durability, renderer);
  }

  CrawlExecutor(Web web, Durability durability, @Nullable Renderer renderer) {
    this.web = web;
    this.durability = durability;
    this.renderer = renderer;
  }

  @Override
  public String kind() {
    return CrawlSpec.KIND;
  }

  @Override
  public Outcome execute(Attempt attempt) throws InterruptedException {
    try {
      var plan = attempt.spec().crawl().plan();
      Show.check(plan, renderer);
      return carryOut(
          new CrawlAttempt(web, durability, attempt, plan, place(attempt), renderer), attempt);
    } catch (IllegalArgumentException e) {
      return new Outcome(RunState.Ended.FAILED, Progress.NONE, null, e.getMessage());
    }
  }

  private static Outcome carryOut(CrawlAttempt crawl, Attempt attempt) throws InterruptedException {
    try {
      return crawl.carryOut();
    } catch (IllegalArgumentException e) {
      return crawl.broken("the task cannot be carried out: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      if (attempt.stopRequested() || e instanceof ClosedByInterruptException) {
        throw new InterruptedException("the attempt was stopped");
      }
      log.error("Run {} of {} broke", attempt.run().id(), attempt.run().task(), e);
      return crawl.broken(reason(e));
    }
  }

  private static String reason(Exception e) {
    return switch (e) {
      case CrawlBrokenException _ -> "the crawl broke: " + e.getMessage();
      case FrontierAwayException _ -> "the database of the frontier is away: " + e.getMessage();
      case ItemsAwayException _ -> "the database of the items is away: " + e.getMessage();
      case ClaimedException _ -> "another attempt has taken over: " + e.getMessage();
      case SupersededException _ -> "another attempt has taken over: " + e.getMessage();
      default -> "the results cannot be stored: " + e;
    };
  }

  /**
   * @throws UncheckedIOException if something is left
   */
  @Override
  public void clear(Run run) {
    try {
      if (run.output() == null) {
        web.settings().results().delete(RunPlace.folder(run));
      }
      // Last: as long as it is there, the janitor finds what is left.
      durability.store().drop(run.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<RunKey> leftovers() throws IOException {
    return durability.store().runs();
  }

  /** The runs under way, to be looked at. */
  public LiveRuns live() {
    return web.live();
  }

  private RunPlace place(Attempt attempt) {
    return RunPlace.of(web.settings().results(), attempt.run(), RunPlace.FULL);
  }

  /** For trials of rules, which share connections and politeness with the runs. */
  public PageTrials trials() {
    return trials(PageTrials.LONGEST);
  }

  PageTrials trials(Duration longest) {
    return new PageTrials(web, renderer, longest);
  }

  /** Ends the requests under way; runs that go on fail. */
  @Override
  public void close() {
    web.close();
  }
}

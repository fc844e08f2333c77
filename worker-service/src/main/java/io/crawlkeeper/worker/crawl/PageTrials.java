package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.RuleTrial;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.Trial.Rejected;
import io.crawlkeeper.worker.crawl.Trial.Tried;
import io.crawlkeeper.worker.crawl.extract.Extractor;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unchanged;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unwanted;
import io.crawlkeeper.worker.crawl.fetch.Requests;
import io.crawlkeeper.worker.crawl.fetch.Validators;
import io.crawlkeeper.worker.crawl.parse.Link;
import io.crawlkeeper.worker.crawl.parse.PageParser;
import io.crawlkeeper.worker.crawl.render.Renderer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tries extraction rules on one page, fetched or given. There is no way round what a crawl heeds:
 * addresses, robots.txt, the turns of a host. Safe for use by many threads.
 */
public final class PageTrials implements RuleTrials, AutoCloseable {
  static final Duration LONGEST = Duration.ofSeconds(15);
  private static final int MOST_AT_ONCE = 4;

  private final Web web;
  private final @Nullable Renderer renderer;
  private final Duration longest;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param renderer null if there is no browser
   * @param longest for a trial, besides the time of a browser
   */
  PageTrials(Web web, @Nullable Renderer renderer, Duration longest) {
    this.web = web;
    this.renderer = renderer;
    this.longest = longest;
  }

  @Override
  public @Nullable Trial on(RuleTrial asked) throws InterruptedException {
    if (!room.tryAcquire()) {
      return null;
    }
    try {
      return within(asked);
    } finally {
      room.release();
    }
  }

  private Trial within(RuleTrial asked) throws InterruptedException {
    var render = asked.render();
    var most = render == null ? longest : longest.plus(render.plan().timeout());
    var trial = threads.submit(() -> carryOut(asked));
    try {
      return trial.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return new Rejected("not finished after " + most.toSeconds() + " s");
    } catch (ExecutionException e) {
      return new Rejected(Objects.requireNonNullElse(e.getCause(), e).toString());
    } finally {
      // Ends a fetch at once.
      trial.cancel(true);
    }
  }

  private Trial carryOut(RuleTrial asked) throws InterruptedException {
    var url = UrlParser.parse(asked.url());
    if (url == null) {
      return new Rejected("not a URL of http or https");
    }
    try {
      var extractor = Extractor.of(asked.extract(), web.clocks().ticker());
      return asked.page() == null
          ? fetched(asked, url, extractor)
          : tried(
              url,
              null,
              Objects.requireNonNullElse(asked.contentType(), "text/html; charset=utf-8"),
              asked.page().getBytes(UTF_8),
              extractor);
    } catch (IllegalArgumentException | IOException e) {
      return new Rejected(String.valueOf(e.getMessage()));
    }
  }

  private Trial fetched(RuleTrial asked, CrawlUrl url, Extractor extractor)
      throws IOException, InterruptedException {
    var plan = plan(asked, url);
    Show.check(plan, renderer);
    var requests =
        Requests.of(plan, web.settings().fetch(), Validators.NONE, web.clocks().ticker());
    var show = new Show(renderer, plan.render(), requests, new PageTurns(web, PoliteFetch.DEMAND));
    var fetch = new PoliteFetch(web, requests.page(url, null), requests.proxies());
    return switch (fetch.carryOut()) {
      case Received received when received.isRedirect() -> new Rejected(redirect(url, received));
      case Received received when received.status() < 200 || received.status() > 299 ->
          new Rejected("the server answered with status " + received.status());
      case Received received when !received.body().readable() ->
          new Rejected("the body has a Content-Encoding that cannot be read");
      case Received received -> tried(url, show.of(url, received), extractor);
      case Unchanged _ -> new Rejected("the server says that the page is as it was");
      case Unwanted unwanted -> new Rejected(unwanted.reason());
      case Failed failed -> new Rejected(failed.error());
    };
  }

  private static CrawlPlan plan(RuleTrial asked, CrawlUrl url) {
    var seeds = List.of(url.text());
    return new CrawlSpec(
            seeds, null, null, null, null, null, asked.fetch(), null, null, asked.render())
        .plan();
  }

  private Trial tried(CrawlUrl url, Show.Shown shown, Extractor rules) {
    var page = shown.page();
    return shown.error() == null
        ? tried(
            url, page.status(), page.response().first("Content-Type"), page.body().content(), rules)
        : new Rejected(shown.error());
  }

  private static String redirect(CrawlUrl url, Received received) {
    var target = UrlParser.resolve(url, Objects.requireNonNullElse(received.location(), ""));
    return "it redirects (status %d); try %s"
        .formatted(received.status(), target == null ? received.location() : target.text());
  }

  private Tried tried(
      CrawlUrl url, @Nullable Integer status, @Nullable String type, byte[] body, Extractor rules) {
    var page = new PageParser(true).parse(url, type, body, web.clocks().wall().instant());
    var extraction = rules.extract(Harvester.subject(url, page));
    var links = Harvester.links(page, extraction).stream();
    return new Tried(
        url.text(),
        status,
        extraction.items(),
        page.directives().nofollow()
            ? List.of()
            : links.filter(link -> !link.nofollow()).map(Link::url).toList(),
        extraction.problems());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

package io.crawlkeeper.worker.crawl;

import static java.util.Objects.requireNonNull;

import io.crawlkeeper.worker.crawl.Event.Broke;
import io.crawlkeeper.worker.crawl.Event.Ended;
import io.crawlkeeper.worker.crawl.Event.NotSent;
import io.crawlkeeper.worker.crawl.Event.TryAgain;
import io.crawlkeeper.worker.crawl.fetch.FetchRequest;
import io.crawlkeeper.worker.crawl.fetch.FetchResult;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unchanged;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unwanted;
import io.crawlkeeper.worker.crawl.fetch.Known;
import io.crawlkeeper.worker.crawl.fetch.NotSentException;
import io.crawlkeeper.worker.crawl.fetch.Revisit;
import io.crawlkeeper.worker.crawl.fetch.RobotsCache;
import io.crawlkeeper.worker.crawl.fetch.StoredResponse;
import io.crawlkeeper.worker.crawl.frontier.EntryKind;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.live.LiveView;
import io.crawlkeeper.worker.crawl.parse.SitemapReader;
import io.crawlkeeper.worker.crawl.politeness.Permit;
import io.crawlkeeper.worker.crawl.politeness.Reception;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches one URL and makes of the response all that needs no order: links, records, bytes to
 * write. Runs on a thread of its own and tells the run in one event.
 */
final class PageVisit implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(PageVisit.class);
  private static final int NOT_MODIFIED = 304;

  /** How soon a sitemap is looked at again that there was no room for. */
  private static final Duration FULL = Duration.ofSeconds(1);

  private final Web web;
  private final FrontierEntry entry;
  private final Permit permit;
  private final RunParts run;

  PageVisit(Web web, FrontierEntry entry, Permit permit, RunParts run) {
    this.web = web;
    this.entry = entry;
    this.permit = permit;
    this.run = run;
  }

  @Override
  public void run() {
    try {
      run.events().add(visit());
    } catch (NotSentException e) {
      run.events().add(new NotSent(entry.url().origin(), entry));
    } catch (IOException | RuntimeException | Error e) {
      run.events().add(new Broke(entry.url().origin(), e));
    } finally {
      // It may have come to no exchange that ends it; the host would be held up for all.
      permit.end(Reception.SILENT, web.clocks().ticker().getAsLong());
    }
  }

  private Event visit() throws IOException {
    if (entry.kind() != EntryKind.SITEMAP) {
      return fetched();
    }
    var sitemaps = run.digest().sitemaps();
    if (!sitemaps.enter()) {
      return new TryAgain(entry, FULL);
    }
    try {
      return fetched();
    } finally {
      sitemaps.left();
    }
  }

  private Event fetched() throws IOException {
    var known = known();
    var at = web.clocks().wall().instant();
    var result = fetch(request(known), at);
    var delay = retries().delay(result, entry.tries(), at);
    if (delay != null) {
      return new TryAgain(entry, delay);
    }
    var digest = run.digest();
    return switch (result) {
      case Received received -> digest.of(entry, received, at);
      case Unchanged answer ->
          unchanged(answer, requireNonNull(known, "only what is known is"), at);
      case Unwanted unwanted -> digest.of(entry, unwanted, at);
      case Failed failed -> digest.of(entry, failed, at);
    };
  }

  /** Another try asks for all of the page: what an earlier run has stored may be of no use. */
  private @Nullable Known known() {
    var first = entry.kind() == EntryKind.PAGE && entry.tries() == 0;
    return first ? run.requests().known(entry.url()) : null;
  }

  private Event unchanged(Unchanged answer, Known known, Instant at) throws IOException {
    var original = known.isMeantBy(answer.response()) ? original(known) : null;
    return original == null
        ? new TryAgain(entry, Duration.ZERO)
        : run.digest().of(entry, new Revisit(answer, original), at);
  }

  private static @Nullable StoredResponse original(Known known) {
    try {
      return known.original().read();
    } catch (IOException e) {
      log.debug("What an earlier run has stored cannot be read", e);
      return null;
    }
  }

  private FetchRequest request(@Nullable Known known) {
    return switch (entry.kind()) {
      case PAGE -> run.requests().page(entry.url(), known);
      case ROBOTS_TXT -> list(RobotsCache.LONGEST);
      case SITEMAP -> list(SitemapReader.MOST_BYTES);
    };
  }

  private FetchRequest list(int most) {
    return run.digest().rules().scope().isAtHome(entry.url())
        ? run.requests().list(entry.url(), most)
        : run.requests().foreignList(entry.url(), most);
  }

  private Retries retries() {
    return new Retries(web.settings().retryDelay(), run.requests().retries());
  }

  /** The permit ends with the exchange, so that parsing a page does not hold up its host. */
  private FetchResult fetch(FetchRequest request, Instant at) throws NotSentException {
    var ticker = web.clocks().ticker();
    var start = ticker.getAsLong();
    var reception = Reception.SILENT;
    try {
      var result = web.fetcher().fetch(request, new Departure(permit, ticker));
      reception = Retries.reception(result, at);
      run.requests().over(request, result);
      web.listener().fetched(outcome(result), Duration.ofNanos(ticker.getAsLong() - start));
      run.events().add(new Ended(seen(result, at, ticker.getAsLong() - start)));
      return result;
    } finally {
      permit.end(reception, ticker.getAsLong());
    }
  }

  private LiveView.Request seen(FetchResult result, Instant at, long nanos) {
    var millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    var url = entry.url().text();
    return switch (result) {
      case Received received ->
          new LiveView.Request(
              url, received.status(), millis, received.body().raw().length, at, null);
      case Unchanged _ -> new LiveView.Request(url, NOT_MODIFIED, millis, 0, at, null);
      case Unwanted unwanted ->
          new LiveView.Request(url, unwanted.status(), millis, 0, at, unwanted.reason());
      case Failed failed -> new LiveView.Request(url, null, millis, 0, at, failed.error());
    };
  }

  private static String outcome(FetchResult result) {
    return switch (result) {
      case Received received -> received.status() / 100 + "xx";
      case Unchanged _ -> "unchanged";
      case Unwanted unwanted -> unwanted.status() / 100 + "xx";
      case Failed _ -> "error";
    };
  }
}

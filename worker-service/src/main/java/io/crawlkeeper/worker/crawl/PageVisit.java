package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.Event.Broke;
import io.crawlkeeper.worker.crawl.Event.Ended;
import io.crawlkeeper.worker.crawl.Event.NotSent;
import io.crawlkeeper.worker.crawl.Event.TryAgain;
import io.crawlkeeper.worker.crawl.fetch.FetchResult;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.live.LiveView;
import io.crawlkeeper.worker.crawl.politeness.HostGate.Permit;
import io.crawlkeeper.worker.crawl.politeness.Reception;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Fetches one URL and makes of the response all that needs no order: links, records, bytes to
 * write. Runs on a thread of its own and tells the run in one event.
 */
final class PageVisit implements Runnable {
  private final Web web;
  private final FrontierEntry entry;
  private final Permit permit;
  private final Digest digest;
  private final Consumer<Event> events;

  PageVisit(Web web, FrontierEntry entry, Permit permit, Digest digest, Consumer<Event> events) {
    this.web = web;
    this.entry = entry;
    this.permit = permit;
    this.digest = digest;
    this.events = events;
  }

  @Override
  public void run() {
    try {
      events.accept(visit());
    } catch (IOException | RuntimeException | Error e) {
      events.accept(new Broke(entry.url().origin(), e));
    }
  }

  private Event visit() throws IOException {
    if (!permit.begin(web.clocks().ticker().getAsLong())) {
      permit.end(Reception.SILENT, web.clocks().ticker().getAsLong());
      return new NotSent(entry.url().origin(), entry);
    }
    var at = web.clocks().wall().instant();
    var result = fetch(at);
    var delay = new Retries(web.settings().retryDelay()).delay(result, entry.tries(), at);
    if (delay != null) {
      return new TryAgain(entry, delay);
    }
    return switch (result) {
      case Received received -> digest.of(entry, received, at);
      case Failed failed -> digest.of(entry, failed, at);
    };
  }

  /** The permit ends with the exchange, so that parsing a page does not hold up its host. */
  private FetchResult fetch(Instant at) {
    var ticker = web.clocks().ticker();
    var start = ticker.getAsLong();
    var reception = Reception.SILENT;
    try {
      var result = web.fetcher().fetch(entry.url());
      reception = Retries.reception(result, at);
      web.listener().fetched(outcome(result), Duration.ofNanos(ticker.getAsLong() - start));
      events.accept(new Ended(request(result, at, ticker.getAsLong() - start)));
      return result;
    } finally {
      permit.end(reception, ticker.getAsLong());
    }
  }

  private LiveView.Request request(FetchResult result, Instant at, long nanos) {
    var millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    var url = entry.url().text();
    return switch (result) {
      case Received received ->
          new LiveView.Request(
              url, received.status(), millis, received.body().raw().length, at, null);
      case Failed failed -> new LiveView.Request(url, null, millis, 0, at, failed.error());
    };
  }

  private static String outcome(FetchResult result) {
    return switch (result) {
      case Received received -> received.status() / 100 + "xx";
      case Failed _ -> "error";
    };
  }
}

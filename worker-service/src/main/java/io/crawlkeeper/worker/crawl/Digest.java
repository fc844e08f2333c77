package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.Event.Finished;
import io.crawlkeeper.worker.crawl.fetch.Body;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.frontier.FrontierLink;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import io.crawlkeeper.worker.crawl.frontier.Refusal;
import io.crawlkeeper.worker.crawl.parse.PageParser;
import io.crawlkeeper.worker.crawl.parse.ParsedPage;
import io.crawlkeeper.worker.crawl.scope.CrawlScope;
import io.crawlkeeper.worker.crawl.scope.ScopeDecision.Refused;
import io.crawlkeeper.worker.crawl.scope.ScopeDecision.Taken;
import io.crawlkeeper.worker.crawl.sink.Sinks;
import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.url.Fingerprint;
import io.crawlkeeper.worker.crawl.url.UrlParser;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of a response its record, the links to follow and the bytes to write. Any thread. */
record Digest(CrawlScope scope, PageParser parser, Sinks sinks) {
  private static final int MOST_HOPS = 10;

  Finished of(FrontierEntry entry, Failed failed, Instant at) throws IOException {
    var page = PageRecord.unanswered(entry, at, failed.error());
    return new Finished(entry, page, List.of(), List.of(), sinks.encode(page, null, List.of()), 0);
  }

  Finished of(FrontierEntry entry, Received received, Instant at) throws IOException {
    var target = target(entry, received);
    var reading = read(entry.url(), received);
    var page = page(entry, received, at, reading, target);
    var links = new Links(entry);
    if (!received.isRedirect()) {
      reading.page.links().forEach(links::follow);
    } else if (target != null && entry.hops() < MOST_HOPS) {
      links.redirect(target);
    }
    return new Finished(
        entry,
        page,
        links.taken,
        links.refused,
        sinks.encode(page, received, List.of()),
        received.body().raw().length);
  }

  private Reading read(CrawlUrl url, Received received) {
    var body = received.body();
    var success = received.status() >= 200 && received.status() < 300;
    if (!success || !body.readable()) {
      return new Reading(ParsedPage.EMPTY, null);
    }
    try {
      var type = received.response().first("Content-Type");
      return new Reading(parser.parse(url, type, body.content()), null);
    } catch (RuntimeException | StackOverflowError e) {
      // Whatever a page holds, it must not end the crawl.
      return new Reading(ParsedPage.EMPTY, "the page cannot be read: " + e);
    }
  }

  private static PageRecord page(
      FrontierEntry entry,
      Received received,
      Instant at,
      Reading reading,
      @Nullable CrawlUrl target) {
    var body = received.body();
    return new PageRecord(
        entry.url().text(),
        received.status(),
        entry.depth(),
        reading.page.title(),
        received.response().first("Content-Type"),
        (long) body.content().length,
        sha256(body.content()),
        at,
        target == null ? received.location() : target.text(),
        entry.referrer(),
        error(entry, received, body, reading));
  }

  private static @Nullable String error(
      FrontierEntry entry, Received received, Body body, Reading reading) {
    if (received.isRedirect() && entry.hops() >= MOST_HOPS) {
      return "more than " + MOST_HOPS + " redirects in a row";
    }
    return body.truncated() ? "truncated" : reading.error;
  }

  private static @Nullable CrawlUrl target(FrontierEntry entry, Received redirect) {
    var location = redirect.location();
    return location == null ? null : UrlParser.resolve(entry.url(), location);
  }

  /** What becomes of the links of one page. */
  private final class Links {
    private final FrontierEntry entry;
    private final List<FrontierLink> taken = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();

    private Links(FrontierEntry entry) {
      this.entry = entry;
    }

    private void follow(CrawlUrl url) {
      add(url, entry.depth() + 1, 0);
    }

    private void redirect(CrawlUrl url) {
      add(url, entry.depth(), entry.hops() + 1);
    }

    private void add(CrawlUrl url, int depth, int hops) {
      var referrer = entry.url().text();
      var fingerprint = Fingerprint.of(url);
      switch (scope.decide(url, depth)) {
        case Taken _ -> taken.add(new FrontierLink(url, fingerprint, depth, hops, referrer));
        case Refused(var reason) ->
            refused.add(new Refusal(url.text(), fingerprint, reason, referrer));
      }
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private record Reading(ParsedPage page, @Nullable String error) {}
}

package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.Event.Finished;
import io.crawlkeeper.worker.crawl.fetch.Body;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unwanted;
import io.crawlkeeper.worker.crawl.fetch.Known;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes of a response its record, the links to follow and the bytes to write. Any thread. */
record Digest(CrawlScope scope, PageParser parser, Sinks sinks) {
  private static final int MOST_HOPS = 10;

  Finished of(FrontierEntry entry, Failed failed, Instant at) throws IOException {
    return bodiless(entry, PageRecord.unanswered(entry, at, failed.error(), failed.kind().word()));
  }

  /** A page of a type that is not wanted. */
  Finished of(FrontierEntry entry, Unwanted unwanted, Instant at) throws IOException {
    var type = unwanted.response().first("Content-Type");
    return bodiless(
        entry,
        new PageRecord(
            entry.url().text(),
            unwanted.status(),
            entry.depth(),
            null,
            type,
            null,
            null,
            at,
            null,
            entry.referrer(),
            unwanted.reason(),
            "type",
            false));
  }

  private Finished bodiless(FrontierEntry entry, PageRecord page) throws IOException {
    return new Finished(entry, page, List.of(), List.of(), sinks.encode(page, null), 0);
  }

  /** A page that is as an earlier run has stored it; its links are those of then. */
  Finished of(FrontierEntry entry, Known known, Instant at) throws IOException {
    var page =
        new PageRecord(
            entry.url().text(),
            304,
            entry.depth(),
            null,
            null,
            null,
            known.sha256(),
            at,
            null,
            entry.referrer(),
            null,
            null,
            true);
    var links = new Links(entry);
    if (known.links() != null) {
      known.links().stream().map(UrlParser::parse).filter(Objects::nonNull).forEach(links::follow);
    }
    return new Finished(entry, page, links.taken, links.refused, sinks.encode(page, null), 0);
  }

  /**
   * @param known of an earlier run; null if nothing is
   */
  Finished of(FrontierEntry entry, Received received, @Nullable Known known, Instant at)
      throws IOException {
    var target = target(entry, received);
    var reading = read(entry.url(), received);
    var page = page(entry, received, at, reading, target, known);
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
        sinks.encode(page, page.unchanged() ? null : received),
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
      @Nullable CrawlUrl target,
      @Nullable Known known) {
    var body = received.body();
    var sha256 = sha256(body.content());
    var wrong = wrong(entry, received, body, reading);
    return new PageRecord(
        entry.url().text(),
        received.status(),
        entry.depth(),
        reading.page.title(),
        received.response().first("Content-Type"),
        (long) body.content().length,
        sha256,
        at,
        target == null ? received.location() : target.text(),
        entry.referrer(),
        wrong.error,
        wrong.word,
        known != null && received.status() == 200 && sha256.equals(known.sha256()));
  }

  private static Wrong wrong(FrontierEntry entry, Received received, Body body, Reading reading) {
    if (received.isRedirect() && entry.hops() >= MOST_HOPS) {
      return new Wrong("more than " + MOST_HOPS + " redirects in a row", "redirects");
    }
    if (body.truncated()) {
      return new Wrong("truncated", "truncated");
    }
    return reading.error == null ? new Wrong(null, null) : new Wrong(reading.error, "parse");
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

  /** What is wrong with a response, if anything is. */
  private record Wrong(@Nullable String error, @Nullable String word) {}

  private record Reading(ParsedPage page, @Nullable String error) {}
}

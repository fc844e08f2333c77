package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.extract.Extraction;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.parse.DirectiveReader;
import io.crawlkeeper.worker.crawl.parse.Directives;
import io.crawlkeeper.worker.crawl.parse.LinkFields;
import io.crawlkeeper.worker.crawl.parse.PageParser;
import io.crawlkeeper.worker.crawl.parse.ParsedPage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads responses, whatever they hold. Safe for use by many threads. */
record PageReader(PageParser parser, boolean heedsRobots, Show show) {

  /** What the body of {@code received} says; nothing if that is no success. */
  Reading read(CrawlUrl url, Received received, Instant now) {
    var body = received.body();
    var success = received.status() >= 200 && received.status() < 300;
    if (!success || !body.readable()) {
      return Reading.nothing(url);
    }
    try {
      var shown = show.of(url, received);
      var reading = of(url, shown.page(), now).of(shown.html());
      return shown.error() == null ? reading : reading.with(shown.error());
    } catch (RuntimeException | StackOverflowError e) {
      // Whatever a page holds, it must not end the crawl.
      return new Reading(
          ParsedPage.empty(url),
          fields(received, now),
          null,
          "the page cannot be read: " + e,
          null);
    }
  }

  private Reading of(CrawlUrl url, Received received, Instant now) {
    var type = received.response().first("Content-Type");
    var page = parser.parse(url, type, received.body().content(), now);
    var directives = page.directives().and(fields(received, now));
    var named = LinkFields.canonical(received.response().all("Link"), url);
    return new Reading(
        page, directives, named == null ? page.canonical() : named, page.complaint(), null);
  }

  private Directives fields(Received received, Instant now) {
    return heedsRobots
        ? DirectiveReader.ofFields(received.response().all("X-Robots-Tag"), now)
        : Directives.NONE;
  }

  /**
   * What a response says.
   *
   * @param directives of the page and of the fields of the response
   * @param canonical the URL that either names as that of the original
   * @param error what of it could not be read
   * @param rendered the document that a browser has made of it, if that was read
   */
  record Reading(
      ParsedPage page,
      Directives directives,
      @Nullable CrawlUrl canonical,
      @Nullable String error,
      @Nullable String rendered) {

    static Reading nothing(CrawlUrl url) {
      return new Reading(ParsedPage.empty(url), Directives.NONE, null, null, null);
    }

    Reading with(@Nullable String changed) {
      return new Reading(page, directives, canonical, changed, rendered);
    }

    private Reading of(@Nullable String document) {
      return new Reading(page, directives, canonical, error, document);
    }

    /** With what the rules of the task met as its error, if it has no other. */
    Reading with(Extraction extraction) {
      return error != null || extraction.problems().isEmpty()
          ? this
          : with("rules: " + String.join("; ", extraction.problems()));
    }
  }
}

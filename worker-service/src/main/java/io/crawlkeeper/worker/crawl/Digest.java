package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.Event.Finished;
import io.crawlkeeper.worker.crawl.PageReader.Reading;
import io.crawlkeeper.worker.crawl.extract.Extraction;
import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.worker.crawl.fetch.Body;
import io.crawlkeeper.worker.crawl.fetch.Exchange;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unwanted;
import io.crawlkeeper.worker.crawl.fetch.Revisit;
import io.crawlkeeper.worker.crawl.frontier.EntryKind;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.frontier.Marks;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import io.crawlkeeper.worker.crawl.frontier.PageVersion;
import io.crawlkeeper.worker.crawl.parse.PageParser;
import io.crawlkeeper.worker.crawl.scope.CrawlScope;
import io.crawlkeeper.worker.crawl.sink.Capture;
import io.crawlkeeper.worker.crawl.sink.Sinks;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Makes of a response its record, the links to follow and the bytes to write. Any thread. */
record Digest(
    PageReader reader,
    LinkRules rules,
    Harvester harvester,
    Copies copies,
    Sitemaps sitemaps,
    Sinks sinks) {
  private static final int MOST_HOPS = 10;
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  /** Bytes of a page of which the tree may fill the heap, if many are read at once. */
  private static final int LARGE = 512 << 10;

  /** Of the process, as its heap is. */
  private static final Semaphore LARGE_PAGES = new Semaphore(2);

  static Digest of(CrawlPlan plan, CrawlScope scope, Harvester harvester, Show show, Sinks sinks) {
    var reader = new PageReader(new PageParser(plan.robots()), plan.robots(), show);
    return new Digest(
        reader, LinkRules.of(plan, scope), harvester, new Copies(), new Sitemaps(), sinks);
  }

  Finished of(FrontierEntry entry, Failed failed, Instant at) throws IOException {
    return bare(entry, PageRecord.unanswered(entry, at, failed.error(), failed.kind().word()));
  }

  /** A page of a type that is not wanted. */
  Finished of(FrontierEntry entry, Unwanted unwanted, Instant at) throws IOException {
    var type = unwanted.response().first("Content-Type");
    var marks = Marks.of(entry.kind()).withErrorClass("type");
    return bare(
        entry,
        PageRecord.bodiless(entry, unwanted.status(), type, at, marks)
            .withError(unwanted.reason()));
  }

  private Finished bare(FrontierEntry entry, PageRecord page) throws IOException {
    return new Finished(entry, page, List.of(), List.of(), sinks.encode(page, null, List.of()), 0);
  }

  Finished of(FrontierEntry entry, Received received, Instant at) throws IOException {
    return entry.kind() == EntryKind.PAGE
        ? page(entry, received, null, at)
        : list(entry, received, at);
  }

  /** A page that is as an earlier run has stored it: it is read again, and not stored again. */
  Finished of(FrontierEntry entry, Revisit revisit, Instant at) throws IOException {
    return page(entry, revisit.whole(), revisit, at);
  }

  private Finished page(
      FrontierEntry entry, Received received, @Nullable Revisit revisit, Instant at)
      throws IOException {
    var large = received.body().content().length > LARGE;
    if (large) {
      LARGE_PAGES.acquireUninterruptibly();
    }
    try {
      return read(entry, received, revisit, at);
    } finally {
      if (large) {
        LARGE_PAGES.release();
      }
    }
  }

  /** What tells of pages, but is none: of it only the links and the record count. */
  private Finished list(FrontierEntry entry, Received received, Instant at) throws IOException {
    var links = new PageLinks(rules, entry);
    var reading = Reading.nothing(entry.url());
    if (received.isRedirect()) {
      redirect(links, entry, target(entry, received));
    } else {
      reading = reading.with(sitemaps.read(entry, received, links, at));
    }
    var page = page(entry, received, at, reading, links);
    return finished(entry, new Capture(received, null), page, List.of(), links);
  }

  /**
   * @param revisit if it was not received but stored by an earlier run; else null
   */
  private Finished read(
      FrontierEntry entry, Received received, @Nullable Revisit revisit, Instant at)
      throws IOException {
    var target = target(entry, received);
    var reading = reader.read(entry.url(), received, at);
    var extraction = harvester.extract(entry, reading);
    var links = new PageLinks(rules, entry);
    if (received.isRedirect()) {
      redirect(links, entry, target);
    } else {
      follow(links, reading, extraction);
    }
    var page = page(entry, received, at, reading.with(extraction), links);
    return revisit == null
        ? finished(
            entry, new Capture(received, reading.rendered()), page, extraction.items(), links)
        : finished(
            entry,
            new Capture(revisit, null),
            page.asUnchangedSince(revisit.original().run()),
            extraction.items(),
            links);
  }

  private Finished finished(
      FrontierEntry entry, Capture capture, PageRecord page, List<Item> items, PageLinks links)
      throws IOException {
    // What is not to be indexed leaves no more than its record.
    var bare = page.marks().noindex();
    return new Finished(
        entry,
        page,
        links.taken(),
        links.refused(),
        bare ? sinks.encode(page, null, List.of()) : sinks.capture(page, capture, items),
        bytes(capture.exchange()));
  }

  private static long bytes(Exchange exchange) {
    return switch (exchange) {
      case Received received -> received.body().raw().length;
      case Revisit _ -> 0;
    };
  }

  private static void redirect(PageLinks links, FrontierEntry entry, @Nullable CrawlUrl target) {
    if (target != null && entry.hops() < MOST_HOPS) {
      links.redirect(target);
    }
  }

  private static void follow(PageLinks links, Reading reading, Extraction extraction) {
    var nofollow = reading.directives().nofollow();
    Harvester.links(reading.page(), extraction).forEach(link -> links.follow(link, nofollow));
    reading.page().unusable().forEach(links::refuse);
  }

  private PageRecord page(
      FrontierEntry entry, Received received, Instant at, Reading reading, PageLinks links) {
    var body = received.body();
    var target = target(entry, received);
    var sha256 = sha256(body.content());
    return new PageRecord(
        entry.url().text(),
        received.status(),
        entry.depth(),
        reading.page().title(),
        received.response().first("Content-Type"),
        (long) body.content().length,
        sha256,
        at,
        target == null ? received.location() : target.text(),
        entry.referrer(),
        error(entry, received, body, reading),
        marks(entry, received, sha256, reading, links),
        version(received));
  }

  private static @Nullable PageVersion version(Received received) {
    var head = received.response();
    return received.status() == OK
        ? PageVersion.of(head.first("ETag"), head.first("Last-Modified"))
        : null;
  }

  private Marks marks(
      FrontierEntry entry, Received received, String sha256, Reading reading, PageLinks links) {
    var success = received.status() >= 200 && received.status() < 300;
    var original =
        success && entry.kind() == EntryKind.PAGE && received.body().content().length > 0
            ? copies.original(sha256, entry.url().text())
            : null;
    var canonical = links.canonical(reading.canonical());
    return new Marks(
        entry.kind(),
        reading.page().simhash(),
        original,
        canonical == null ? null : canonical.text(),
        reading.directives().noindex(),
        errorClass(entry, received, reading),
        null);
  }

  private static @Nullable String errorClass(
      FrontierEntry entry, Received received, Reading reading) {
    if (received.isRedirect() && entry.hops() >= MOST_HOPS) {
      return "redirects";
    }
    if (received.status() == NOT_MODIFIED) {
      return "protocol";
    }
    if (received.body().truncated()) {
      return "truncated";
    }
    return reading.error() == null ? null : "parse";
  }

  private static @Nullable String error(
      FrontierEntry entry, Received received, Body body, Reading reading) {
    if (received.isRedirect() && entry.hops() >= MOST_HOPS) {
      return "more than " + MOST_HOPS + " redirects in a row";
    }
    if (received.status() == NOT_MODIFIED) {
      return "not modified, says the site, though it was asked for all of the page";
    }
    return body.truncated() ? "truncated" : reading.error();
  }

  private static @Nullable CrawlUrl target(FrontierEntry entry, Received redirect) {
    var location = redirect.location();
    return location == null ? null : UrlParser.resolve(entry.url(), location);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.model.CrawlPlan.Limits;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.worker.crawl.frontier.Counts;
import io.crawlkeeper.worker.crawl.frontier.EntryKind;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a run has done over all its attempts, each URL once, and holds it against the limits.
 * One thread.
 */
final class Tally {
  private final Limits limits;
  private final Counts before;
  private final long start;
  private long fetched;
  private long failed;
  private long bytes;
  private boolean seedAnswered;
  private @Nullable String seedFailure;

  /**
   * @param before what the attempts before this one have done
   * @param start of this attempt by the ticker, in nanoseconds
   */
  Tally(Limits limits, Counts before, long start) {
    this.limits = limits;
    this.before = before;
    this.start = start;
    this.fetched = before.fetched();
    this.failed = before.failed();
    this.bytes = before.bytes();
    this.seedAnswered = before.seedAnswered();
    this.seedFailure = before.seedFailure();
  }

  /** All that is counted so far. */
  Counts counts(long now) {
    return new Counts(
        fetched, failed, bytes, before.nanos() + now - start, seedAnswered, seedFailure);
  }

  /**
   * Counts a URL that is at its end.
   *
   * @param received bytes of the body
   * @param astray why a redirect is not followed; null if it is, or if the page is none
   */
  void add(PageRecord page, long received, @Nullable String astray) {
    if (page.marks().kind() != EntryKind.PAGE) {
      bytes += received;
      return;
    }
    var status = page.status();
    fetched += status == null ? 0 : 1;
    failed += status == null || status >= 400 ? 1 : 0;
    bytes += received;
    seed(page, astray);
  }

  /** Counts a URL that robots.txt forbids: neither fetched nor a failure. */
  void addForbidden(PageRecord page) {
    seed(page, null);
  }

  /** A redirect is no answer yet: where it leads is a seed in its place. */
  private void seed(PageRecord page, @Nullable String astray) {
    if (page.depth() > 0) {
      return;
    }
    seedAnswered |= page.status() != null && page.location() == null;
    if (seedFailure == null && (page.status() == null || astray != null)) {
      seedFailure = page.url() + (astray == null ? ": " + why(page) : astray(page, astray));
    }
  }

  private static @Nullable String why(PageRecord page) {
    return page.isForbidden() ? "forbidden by robots.txt" : page.error();
  }

  private static String astray(PageRecord page, String reason) {
    return " redirects to %s, which is outside of the scope (%s); add it as a seed"
        .formatted(page.location(), reason);
  }

  /** Whether the seeds have given all that they could: redirects in a circle are no failure. */
  boolean seedAnswered() {
    return seedAnswered || (seedFailure == null && fetched > 0);
  }

  /** Why the first of the seeds that failed did so; null if none has. */
  @Nullable String seedFailure() {
    return seedFailure;
  }

  /** How many more requests may be under way, or start. */
  boolean hasRoom(int inFlight) {
    return fetched + inFlight < limits.maxPages();
  }

  /** Which limit has been reached, for people; null if none. */
  @Nullable String reached(long now) {
    if (fetched >= limits.maxPages()) {
      return "the limit of " + limits.maxPages() + " pages is reached";
    }
    if (bytes >= limits.maxBytes().bytes()) {
      return "the limit of " + limits.maxBytes() + " is reached";
    }
    return outOfTime(now)
        ? "the time limit of " + words(limits.maxDuration()) + " is reached"
        : null;
  }

  boolean outOfTime(long now) {
    return timeLeft(now) <= 0;
  }

  /** In nanoseconds. */
  long timeLeft(long now) {
    return start + limits.maxDuration().toNanos() - before.nanos() - now;
  }

  Progress progress(long queued, long now) {
    var seconds = (now - start) / 1e9;
    var rate = seconds > 0 ? Math.round((fetched - before.fetched()) / seconds * 10) / 10.0 : 0;
    return new Progress(queued, fetched, failed, bytes, rate);
  }

  private static String words(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}

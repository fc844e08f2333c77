package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.frontier.FrontierLink;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import io.crawlkeeper.worker.crawl.frontier.Refusal;
import io.crawlkeeper.worker.crawl.live.LiveView;
import io.crawlkeeper.worker.crawl.politeness.RobotsRules;
import io.crawlkeeper.worker.crawl.sink.Encoded;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What other threads tell the one that coordinates a run. */
sealed interface Event {

  /**
   * A URL came to its end.
   *
   * @param refused links that are not taken
   * @param astray why the redirect that it answered with is not followed; null if it is, or if the
   *     answer is none
   * @param encoded what the sinks are to write
   * @param bytes of the body as received
   */
  record Finished(
      FrontierEntry entry,
      PageRecord page,
      List<FrontierLink> links,
      List<Refusal> refused,
      @Nullable String astray,
      Encoded encoded,
      long bytes)
      implements Event {

    /** Of a URL that has led to no others. */
    static Finished bare(FrontierEntry entry, PageRecord page, Encoded encoded) {
      return new Finished(entry, page, List.of(), List.of(), null, encoded, 0);
    }
  }

  /** A request for a page has ended, whatever comes of it. */
  record Ended(LiveView.Request request) implements Event {}

  /** Somebody wants to look at the run. */
  record Look(CompletableFuture<LiveView> answer) implements Event {}

  /** A URL is to be tried again. */
  record TryAgain(FrontierEntry entry, Duration delay) implements Event {}

  /**
   * A request was not sent, as the host was another worker's by then.
   *
   * @param entry null if it was for robots.txt
   */
  record NotSent(String origin, @Nullable FrontierEntry entry) implements Event {}

  /** The rules of an origin are known. */
  record RobotsRead(String origin, RobotsRules rules) implements Event {}

  /** The gate has a place for this origin. */
  record Woken(String origin) implements Event {}

  /** Something is wrong with us, not with the web. */
  record Broke(String origin, Throwable cause) implements Event {}
}

package io.crawlkeeper.worker.crawl.frontier;

import org.jspecify.annotations.Nullable;

/** What became of a URL of a run, as its index tells it. */
public sealed interface IndexEntry {

  /** The reason of what was found and may not be asked for. */
  String FORBIDDEN = "robots.txt forbids it";

  String url();

  /** What a sighting comes to when the run ends. */
  static IndexEntry of(Sighting sighting) {
    return switch (sighting) {
      case Sighting.Visited(var page, _) when page.isForbidden() ->
          new Refused(page.url(), FORBIDDEN, page.referrer());
      case Sighting.Visited(var page, var stored) -> new Visited(page, stored);
      case Sighting.Denied(var url, var reason, var referrer) -> new Refused(url, reason, referrer);
      case Sighting.Waiting(var url, var referrer) ->
          new Refused(url, "the run ended before its turn", referrer);
    };
  }

  /**
   * A URL that was taken.
   *
   * @param stored null if its response is not kept
   */
  record Visited(PageRecord page, @Nullable Stored stored) implements IndexEntry {
    @Override
    public String url() {
      return page.url();
    }
  }

  /** A URL that was found and not taken, or not before the run ended. */
  record Refused(String url, String reason, @Nullable String referrer) implements IndexEntry {
    public static Refused of(Refusal refusal) {
      return new Refused(refusal.url(), refusal.reason(), refusal.referrer());
    }
  }
}

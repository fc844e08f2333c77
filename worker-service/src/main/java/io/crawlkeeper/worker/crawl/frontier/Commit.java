package io.crawlkeeper.worker.crawl.frontier;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of fetches changes, all of it or nothing.
 *
 * @param refused URLs that were found and are not taken
 * @param counts of the run with this batch
 * @param sinks how far the results are written with this batch
 */
public record Commit(
    List<Done> done,
    List<Deferral> deferred,
    List<FrontierLink> found,
    List<Refusal> refused,
    Counts counts,
    List<SinkState> sinks) {

  public Commit {
    done = List.copyOf(done);
    deferred = List.copyOf(deferred);
    found = List.copyOf(found);
    refused = List.copyOf(refused);
    sinks = List.copyOf(sinks);
  }

  public static Commit ofLinks(List<FrontierLink> found) {
    return new Commit(List.of(), List.of(), found, List.of(), Counts.NONE, List.of());
  }

  /**
   * An entry at its end: it is never handed out again.
   *
   * @param stored null if its response is not kept
   */
  public record Done(FrontierEntry entry, PageRecord page, @Nullable Stored stored) {

    /** Whether it counts where the pages of a host are limited: sitemaps do not. */
    public boolean isPageOfHost() {
      return page.status() != null && entry.kind() == EntryKind.PAGE;
    }
  }

  /** An entry that is to be tried again, not before a time. */
  public record Deferral(FrontierEntry entry, Instant notBefore) {}
}

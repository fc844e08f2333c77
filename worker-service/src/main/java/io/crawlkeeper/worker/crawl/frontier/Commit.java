package io.crawlkeeper.worker.crawl.frontier;

import java.time.Instant;
import java.util.List;

/** What a batch of fetches changes, all of it or nothing. */
public record Commit(List<Done> done, List<Deferral> deferred, List<FrontierLink> found) {

  public Commit {
    done = List.copyOf(done);
    deferred = List.copyOf(deferred);
    found = List.copyOf(found);
  }

  public static Commit ofLinks(List<FrontierLink> found) {
    return new Commit(List.of(), List.of(), found);
  }

  /** An entry at its end: it is never handed out again. */
  public record Done(FrontierEntry entry, PageRecord page) {}

  /** An entry that is to be tried again, not before a time. */
  public record Deferral(FrontierEntry entry, Instant notBefore) {}
}

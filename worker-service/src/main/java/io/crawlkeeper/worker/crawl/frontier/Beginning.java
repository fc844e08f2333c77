package io.crawlkeeper.worker.crawl.frontier;

import java.util.List;

/**
 * What has happened in a run before its frontier is stored.
 *
 * @param commits in their order; repeated, they give every entry the id that it has already
 * @param handouts what is leased and handed out
 */
public record Beginning(List<Commit> commits, Handouts handouts) {
  public Beginning {
    commits = List.copyOf(commits);
  }
}

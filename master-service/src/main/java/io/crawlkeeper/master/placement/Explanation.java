package io.crawlkeeper.master.placement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a task is where it is, or why it waits.
 *
 * @param worker where it is; null if it waits
 * @param reason a sentence for people
 * @param candidates every worker alive, in order of names
 */
public record Explanation(@Nullable String worker, String reason, List<Candidate> candidates) {

  public Explanation {
    candidates = List.copyOf(candidates);
  }

  /**
   * A worker and whether the task could live there.
   *
   * @param load weight of the tasks on it
   * @param verdict {@code assigned}, {@code possible}, or what speaks against it
   */
  public record Candidate(String worker, long load, boolean eligible, String verdict) {}
}

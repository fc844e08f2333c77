package io.crawlkeeper.history;

import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.history.History.TickRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Rows that wait to be written, in the order in which they came. What came together is written
 * together. Not safe for use by several threads at once.
 */
final class Submissions {

  private static final int GROUP_ROWS = 500;

  private final Deque<Submission> queue = new ArrayDeque<>();
  private int rows;

  /** How many of the oldest to write one by one, as they were refused together. */
  private int singly;

  /**
   * What came together.
   *
   * @param written done when it is durable
   */
  record Submission(List<RunRow> runs, List<TickRow> ticks, CompletableFuture<Void> written) {

    Submission {
      runs = List.copyOf(runs);
      ticks = List.copyOf(ticks);
    }

    int rows() {
      return runs.size() + ticks.size();
    }

    /**
     * @param refusal null if it was written
     */
    void finish(@Nullable RuntimeException refusal) {
      var _ = refusal == null ? written.complete(null) : written.completeExceptionally(refusal);
    }
  }

  void add(Submission submission) {
    queue.add(submission);
    rows += submission.rows();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** How many rows wait. */
  int rows() {
    return rows;
  }

  /** The oldest, as many as go into one transaction; they stay here until they are removed. */
  List<Submission> group() {
    var group = new ArrayList<Submission>();
    var size = 0;
    for (var next : queue) {
      size += next.rows();
      if (!group.isEmpty() && (singly > 0 || size > GROUP_ROWS)) {
        break;
      }
      group.add(next);
    }
    return group;
  }

  /** From now on gives each of these, the oldest, as a group of its own. */
  void separate(List<Submission> group) {
    singly = group.size();
  }

  /** Takes these out, which are the oldest, unless all were taken out meanwhile. */
  void remove(List<Submission> group) {
    for (var _ : group) {
      var first = queue.poll();
      rows -= first == null ? 0 : first.rows();
    }
    singly = Math.max(0, singly - group.size());
  }

  /** Takes all out. */
  List<Submission> removeAll() {
    var all = List.copyOf(queue);
    queue.clear();
    rows = 0;
    return all;
  }
}

package io.crawlkeeper.history;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunPlan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Remembers what it was told, and fails when it is told to. Answers no question. */
final class FailingHistory implements History {

  private final List<List<String>> groups = new ArrayList<>();
  private final List<TickRow> ticks = new ArrayList<>();
  private final List<String> retained = new ArrayList<>();
  private final List<Instant> retainedAt = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();
  private boolean away;

  synchronized void away(boolean now) {
    away = now;
  }

  synchronized void refuse(String run) {
    refused.add(run);
  }

  /** Ids of the runs of each write. */
  synchronized List<List<String>> groups() {
    return List.copyOf(groups);
  }

  synchronized List<String> runs() {
    return groups.stream().flatMap(List::stream).toList();
  }

  synchronized List<TickRow> ticks() {
    return List.copyOf(ticks);
  }

  synchronized List<String> retained() {
    return List.copyOf(retained);
  }

  /** When that was, as it was told. */
  synchronized List<Instant> retainedAt() {
    return List.copyOf(retainedAt);
  }

  @Override
  public synchronized void write(Collection<RunRow> runs, Collection<TickRow> more)
      throws HistoryAwayException {
    answer();
    var ids = runs.stream().map(row -> row.run().id()).toList();
    if (ids.stream().anyMatch(refused::contains)) {
      throw new IllegalStateException("refused");
    }
    groups.add(ids);
    ticks.addAll(more);
  }

  @Override
  public synchronized boolean retain(long taskId, RunPlan.History plan, Instant now)
      throws HistoryAwayException {
    answer();
    retained.add(taskId + " to " + plan.runs());
    retainedAt.add(now);
    return false;
  }

  private void answer() throws HistoryAwayException {
    if (away) {
      throw new HistoryAwayException("away", new IOException());
    }
  }

  @Override
  public void retainOnly(Collection<Long> taskIds, Instant now, Duration kept) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Run> run(String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Run> runs(RunQuery query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<TickRow> ticks(TickQuery query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String databaseId() {
    throw new UnsupportedOperationException();
  }
}

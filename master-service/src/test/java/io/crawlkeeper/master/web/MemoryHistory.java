package io.crawlkeeper.master.web;

import io.crawlkeeper.history.History;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunPlan;
import io.crawlkeeper.model.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A history that is only in memory, and can be away. */
final class MemoryHistory implements History {

  private static final Comparator<Run> NEWEST_FIRST =
      Comparator.comparing(Run::createTime).thenComparing(Run::id).reversed();

  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private final List<TickRow> ticks = new ArrayList<>();
  volatile boolean away;

  synchronized void clear() {
    runs.clear();
    ticks.clear();
    away = false;
  }

  void add(Run run) {
    runs.put(run.id(), run);
  }

  synchronized void add(String task, long taskId, Tick tick) {
    ticks.add(new TickRow(task, taskId, tick));
  }

  @Override
  public void write(Collection<RunRow> rows, Collection<TickRow> more) {
    throw new UnsupportedOperationException("masters only read");
  }

  @Override
  public boolean retain(long taskId, RunPlan.History plan, Instant now) {
    throw new UnsupportedOperationException("masters only read");
  }

  @Override
  public void retainOnly(Collection<Long> taskIds, Instant now, Duration kept) {
    throw new UnsupportedOperationException("masters only read");
  }

  @Override
  public Optional<Run> run(String id) throws HistoryAwayException {
    answer();
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public List<Run> runs(RunQuery query) throws HistoryAwayException {
    answer();
    var after = query.after();
    return runs.values().stream()
        .filter(run -> query.taskId() == null || query.taskId() == run.taskId())
        .filter(run -> query.task() == null || query.task().equals(run.task()))
        .filter(run -> query.state() == null || query.state() == run.state())
        .filter(run -> query.worker() == null || Filters.isCalled(run.worker(), query.worker()))
        .filter(run -> query.from() == null || !run.createTime().isBefore(query.from()))
        .filter(run -> query.to() == null || run.createTime().isBefore(query.to()))
        .sorted(NEWEST_FIRST)
        .filter(run -> after == null || isAfter(run, after))
        .limit(query.limit())
        .toList();
  }

  private static boolean isAfter(Run run, Place place) {
    var order = run.createTime().compareTo(place.created());
    return order < 0 || (order == 0 && run.id().compareTo(place.id()) < 0);
  }

  @Override
  public synchronized List<TickRow> ticks(TickQuery query) throws HistoryAwayException {
    answer();
    return matching(query)
        .sorted(Comparator.comparingLong((TickRow row) -> row.tick().number()).reversed())
        .limit(query.limit())
        .toList();
  }

  private Stream<TickRow> matching(TickQuery query) {
    var before = query.before();
    return ticks.stream()
        .filter(row -> row.taskId() == query.taskId())
        .filter(row -> query.outcome() == null || query.outcome() == row.tick().outcome())
        .filter(row -> before == null || row.tick().number() < before);
  }

  @Override
  public String databaseId() {
    return "memory";
  }

  private void answer() throws HistoryAwayException {
    if (away) {
      throw new HistoryAwayException("the test says so", new IllegalStateException());
    }
  }
}

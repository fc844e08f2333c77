package io.crawlkeeper.worker.assignment;

import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.history.History.TickRow;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Tick;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the history what becomes of the tasks. Of one thread. */
final class Chronicle {

  private static final Logger log = LoggerFactory.getLogger(Chronicle.class);

  private final Records records;
  private final Executor thread;
  private final Consumer<String> news;
  private final Set<String> again = new LinkedHashSet<>();

  /**
   * @param thread runs what it is given on the one thread
   * @param news is told of tasks that may have waited for the history
   */
  Chronicle(Records records, Executor thread, Consumer<String> news) {
    this.records = records;
    this.thread = thread;
    this.news = news;
  }

  /** Writes the ends of runs, which has to be done before they are committed as that version. */
  CompletableFuture<Void> writeEnds(List<Run> ended, long version) {
    var rows = ended.stream().map(run -> new RunRow(run, version)).toList();
    return rows.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : records.write(rows, List.of());
  }

  /** The history did not take what has to be there before; so nothing was committed. */
  void refused(Desk desk, @Nullable Throwable refusal) {
    log.error("The history refuses what became of task {}; trying again", desk.name(), refusal);
    again.add(desk.name());
  }

  /** Tells what was committed; the ledger keeps the ticks until that is done. */
  void record(Desk desk, List<Run> begun, long version) {
    var ticks = desk.outbox().take(desk.owned().ledger());
    if (begun.isEmpty() && ticks.isEmpty()) {
      return;
    }
    var task = desk.owned().task();
    var rows = begun.stream().map(run -> new RunRow(run, version)).toList();
    var ofTicks = ticks.stream().map(tick -> new TickRow(task.name(), task.id(), tick)).toList();
    var _ =
        records
            .write(rows, ofTicks)
            .whenCompleteAsync((_, refusal) -> recorded(desk, ticks, refusal), thread);
  }

  private void recorded(Desk desk, List<Tick> ticks, @Nullable Throwable refusal) {
    if (refusal != null) {
      log.error("The history refuses ticks of task {}; trying again", desk.name(), refusal);
      desk.outbox().refused(ticks);
      again.add(desk.name());
    } else if (!ticks.isEmpty()) {
      desk.outbox().done(ticks);
      news.accept(desk.name());
    }
  }

  /** Tasks of which the history has refused something since this was asked last. */
  List<String> takeRefused() {
    var names = List.copyOf(again);
    again.clear();
    return names;
  }

  /** What the plan of the task does not keep may go. */
  void grown(Desk desk, List<Run> ended) {
    if (!ended.isEmpty()) {
      var task = desk.owned().task();
      records.grown(task.id(), task.spec().effectiveRun().plan().history());
    }
  }
}

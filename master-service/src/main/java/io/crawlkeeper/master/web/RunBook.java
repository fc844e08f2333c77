package io.crawlkeeper.master.web;

import io.crawlkeeper.history.History;
import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.RunIds;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Run;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * All runs that are known: those of the history; over them those of the ledgers, which are newer;
 * and those that were only asked for. Safe for use by many threads; blocks.
 */
final class RunBook {

  private final History history;

  RunBook(History history) {
    this.history = history;
  }

  /**
   * A part of a list, newest first.
   *
   * @param next where it ended; null if there is no more
   */
  record Page(List<RunItem> items, @Nullable RunCursor next) {
    Page {
      items = List.copyOf(items);
    }
  }

  Optional<ObjectNode> find(ClusterImage image, String id) throws HistoryAwayException {
    var entry = RunIds.task(id).map(image::taskById).orElse(null);
    if (entry != null) {
      var known = known(image, entry, id);
      if (known.isPresent()) {
        return known;
      }
    }
    return history.run(id).map(run -> present(image, run)).map(RunJson::of);
  }

  /** A run of the history, as it stands now that its task may be gone, and nobody ends it. */
  private static Run present(ClusterImage image, Run run) {
    var entry = image.task(run.task());
    var gone = entry == null || entry.id() != run.taskId();
    return gone && !run.state().ended() ? run.abandoned("the task was deleted") : run;
  }

  /** What ledger and requests tell of the run. */
  static Optional<ObjectNode> known(ClusterImage image, TaskEntry entry, String id) {
    var ledger = image.ledger(entry);
    var run = ledger == null ? Optional.<Run>empty() : ledger.run(id);
    return run.map(RunJson::of)
        .or(
            () ->
                RunItem.asked(image, entry)
                    .filter(request -> id.equals(request.run()))
                    .findFirst()
                    .map(request -> RunJson.requested(entry.name(), id, request.time())));
  }

  /** Whether the run is known to have ended. */
  boolean hasEnded(ClusterImage image, String id) throws HistoryAwayException {
    return history.run(id).map(run -> present(image, run).state().ended()).orElse(false);
  }

  Page list(ClusterImage image, RunQuery query) throws HistoryAwayException {
    var name = query.task();
    var entry = name == null ? null : image.task(name);
    if (name != null && entry == null && !query.former()) {
      return new Page(List.of(), null);
    }
    var wanted = query.ofHistory(entry == null ? null : entry.id());
    var rows = wanted == null ? List.<Run>of() : history.runs(wanted);
    var old =
        rows.stream()
            .filter(run -> newer(image, run) == null)
            .map(run -> present(image, run))
            .filter(query::matches)
            .map(RunItem::of);
    var fresh = name == null ? fresh(image, query) : fresh(image, entry, query);
    var after = query.after();
    var all =
        Stream.concat(old, fresh)
            .filter(item -> after == null || item.isAfter(after))
            .sorted(RunItem.NEWEST_FIRST)
            .limit(query.limit() + 1L)
            .toList();
    return page(all, rows, query);
  }

  private static @Nullable Run newer(ClusterImage image, Run run) {
    var ledger = image.ledgers().get(run.taskId());
    return ledger == null ? null : ledger.run(run.id()).orElse(null);
  }

  private static Stream<RunItem> fresh(ClusterImage image, RunQuery query) {
    var runs = image.ledgers().values().stream().flatMap(ledger -> made(ledger, query));
    var asked =
        image.requests().keySet().stream()
            .flatMap(id -> Stream.ofNullable(image.taskById(id)))
            .flatMap(entry -> asked(image, entry, query));
    return Stream.concat(runs, asked);
  }

  private static Stream<RunItem> fresh(
      ClusterImage image, @Nullable TaskEntry entry, RunQuery query) {
    if (entry == null) {
      return Stream.empty();
    }
    return Stream.concat(
        Stream.ofNullable(image.ledger(entry)).flatMap(ledger -> made(ledger, query)),
        asked(image, entry, query));
  }

  private static Stream<RunItem> made(Ledger ledger, RunQuery query) {
    return RunItem.known(ledger).filter(query::matches).map(RunItem::of);
  }

  private static Stream<RunItem> asked(ClusterImage image, TaskEntry entry, RunQuery query) {
    return RunItem.asked(image, entry)
        .filter(query::matches)
        .map(request -> RunItem.of(entry.name(), request));
  }

  /**
   * @param rows what the history gave, of which some may stand in the page in a newer form, or not
   *     at all as that is not asked for
   */
  private static Page page(List<RunItem> all, List<Run> rows, RunQuery query) {
    var more = all.size() > query.limit();
    var moreRows = rows.size() > query.limit();
    var items = more ? all.subList(0, query.limit()) : all;
    if (!more && !moreRows) {
      return new Page(items, null);
    }
    var end = more ? items.getLast() : RunItem.of(rows.getLast());
    return new Page(items, new RunCursor(end.created(), end.id()));
  }
}

package io.crawlkeeper.master.web;

import io.crawlkeeper.history.History;
import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.history.History.TickQuery;
import io.crawlkeeper.history.History.TickRow;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.task.JsonText;
import io.crawlkeeper.model.Tick;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads of what has become of runs and ticks. */
@RestController
@RequestMapping(path = "/api/v1", produces = TaskWrites.JSON)
final class RunReads {

  private final ClusterView view;
  private final History history;
  private final RunBook runs;
  private final Answers answers;

  RunReads(ClusterView view, History history, RunBook runs, Answers answers) {
    this.view = view;
    this.history = history;
    this.runs = runs;
    this.answers = answers;
  }

  @GetMapping("/runs")
  ResponseEntity<byte[]> list(HttpServletRequest request) throws HistoryAwayException {
    return list(Views.image(view), RunQuery.of(request, null));
  }

  @GetMapping("/tasks/{name}/runs")
  ResponseEntity<byte[]> ofTask(@PathVariable("name") String name, HttpServletRequest request)
      throws HistoryAwayException {
    var query = RunQuery.of(request, name);
    var image = Views.image(view);
    var _ = Views.entry(image, name);
    return list(image, query);
  }

  private ResponseEntity<byte[]> list(ClusterImage image, RunQuery query)
      throws HistoryAwayException {
    var page = runs.list(image, query);
    var body = JsonNodeFactory.instance.objectNode();
    var items = body.putArray("items");
    page.items().forEach(item -> items.add(item.json()));
    if (page.next() != null) {
      body.put("nextCursor", page.next().encode());
    }
    return answers.entity(Answer.of(200, body));
  }

  @GetMapping("/runs/{id}")
  ResponseEntity<byte[]> get(@PathVariable("id") String id, HttpServletRequest request)
      throws HistoryAwayException {
    Query.of(request).finish();
    var run =
        runs.find(Views.image(view), id).orElseThrow(() -> new Refusal(RunProblems.noSuchRun(id)));
    return answers.entity(Answer.of(200, run));
  }

  @GetMapping("/tasks/{name}/ticks")
  ResponseEntity<byte[]> ticks(@PathVariable("name") String name, HttpServletRequest request)
      throws HistoryAwayException {
    var query = Query.of(request, "outcome", "from", "to", "limit", "cursor");
    var image = Views.image(view);
    var entry = Views.entry(image, name);
    var limit = Objects.requireNonNullElse(query.one("limit", Filters::limit), 100);
    var wanted =
        new TickQuery(
            entry.id(),
            query.one("outcome", Filters::outcome),
            query.one("from", Filters::instant),
            query.one("to", Filters::instant),
            query.one("cursor", RunReads::number),
            limit + 1);
    query.finish();
    var found = ticks(image, entry, wanted);
    var body = JsonNodeFactory.instance.objectNode();
    var items = body.putArray("items");
    found.stream().limit(limit).forEach(tick -> items.add(JsonText.tree(tick)));
    if (found.size() > limit) {
      body.put("nextCursor", Long.toString(found.get(limit - 1).number()));
    }
    return answers.entity(Answer.of(200, body));
  }

  private static Long number(String cursor) {
    try {
      return Long.valueOf(cursor);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be the nextCursor of an earlier answer", e);
    }
  }

  /** Those of the history and those that are on their way to it, newest first. */
  private List<Tick> ticks(ClusterImage image, TaskEntry entry, TickQuery query)
      throws HistoryAwayException {
    var ticks = new TreeMap<Long, Tick>(Comparator.reverseOrder());
    history.ticks(query).stream()
        .map(TickRow::tick)
        .forEach(tick -> ticks.put(tick.number(), tick));
    var ledger = image.ledger(entry);
    if (ledger != null) {
      ledger.ticks().stream()
          .filter(tick -> matches(query, tick))
          .forEach(tick -> ticks.put(tick.number(), tick));
    }
    return ticks.values().stream().limit(query.limit()).toList();
  }

  private static boolean matches(TickQuery query, Tick tick) {
    return (query.outcome() == null || query.outcome() == tick.outcome())
        && (query.from() == null || !tick.time().isBefore(query.from()))
        && (query.to() == null || tick.time().isBefore(query.to()))
        && (query.before() == null || tick.number() < query.before());
  }
}

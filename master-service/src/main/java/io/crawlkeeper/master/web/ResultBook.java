package io.crawlkeeper.master.web;

import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.RunIds;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Finds the results of runs in the storage. Safe for use by many threads; blocks. */
final class ResultBook {
  private static final Logger log = LoggerFactory.getLogger(ResultBook.class);

  /** Among how many runs one with results is looked for. */
  private static final int MOST_RUNS = 50;

  private final ClusterView view;
  private final RunBook runs;
  private final Storage storage;

  ResultBook(ClusterView view, RunBook runs, Storage storage) {
    this.view = view;
    this.runs = runs;
    this.storage = storage;
  }

  /**
   * Results of a run.
   *
   * @param folder in the storage
   * @param plan of the task as it is now
   */
  record Found(String run, String folder, CrawlPlan plan) {

    ExtractSpec extract() {
      return plan.extract();
    }
  }

  Storage storage() {
    return storage;
  }

  /**
   * @param run null for the last that succeeded
   * @throws Refusal if there is no such task or run, or it has left nothing
   */
  Found succeeded(String task, @Nullable String run) throws HistoryAwayException {
    return found(task, run, RunState.Ended.SUCCEEDED.word());
  }

  /**
   * @param run null for the last that has left results, however it ended
   * @throws Refusal if there is no such task or run, or it has left nothing
   */
  Found ended(String task, @Nullable String run) throws HistoryAwayException {
    return found(task, run, null);
  }

  /**
   * @throws Refusal if there is no such task, or it has no such run
   */
  void checkRun(String task, String run) throws HistoryAwayException {
    var image = Views.image(view);
    var _ = named(image, Views.entry(image, task), run);
  }

  private Found found(String task, @Nullable String run, @Nullable String state)
      throws HistoryAwayException {
    var image = Views.image(view);
    var entry = Views.entry(image, task);
    var spec = entry.task().spec();
    if (!(spec.work() instanceof CrawlSpec crawl)) {
      throw new Refusal(RunProblems.notACrawl(task, spec.kind(), "results"));
    }
    var json = run == null ? last(image, task, state) : named(image, entry, run);
    if (json.isEmpty()) {
      throw new Refusal(ResultProblems.none(task));
    }
    var id = json.get().path("id").asString("");
    var folder = json.get().path("output").asString("");
    if (folder.isEmpty()) {
      throw new Refusal(ResultProblems.noneOfRun(id));
    }
    return new Found(id, folder, crawl.plan());
  }

  private Optional<JsonNode> last(ClusterImage image, String task, @Nullable String state)
      throws HistoryAwayException {
    var query = new RunQuery(task, false, state, null, null, null, null, MOST_RUNS);
    return runs.list(image, query).items().stream()
        .<JsonNode>map(RunItem::json)
        .filter(json -> json.has("output"))
        .findFirst();
  }

  private Optional<JsonNode> named(ClusterImage image, TaskEntry entry, String run)
      throws HistoryAwayException {
    var json = runs.find(image, run);
    if (json.isEmpty()) {
      throw new Refusal(RunProblems.noSuchRun(run));
    }
    if (!RunIds.task(run).equals(Optional.of(entry.id()))) {
      var owner = json.get().path("task").asString("");
      throw new Refusal(RunProblems.runOfAnother(run, owner, entry.name()));
    }
    return Optional.of(json.get());
  }

  /**
   * Asks the storage.
   *
   * @throws Refusal if it does not answer, or does not have what the history tells of
   */
  <T> T reading(Reading<T> reading) {
    try {
      return reading.read();
    } catch (NoSuchFileException e) {
      throw new Refusal(ResultProblems.gone(storage.toString()));
    } catch (IOException e) {
      log.warn("{} cannot be read: {}", storage, e.toString());
      throw new Refusal(ResultProblems.away(storage.toString()));
    }
  }

  interface Reading<T> {
    T read() throws IOException;
  }
}

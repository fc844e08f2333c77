package io.crawlkeeper.master.web;

import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.RunIds;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.task.JsonText;
import io.crawlkeeper.master.task.MalformedJson;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.WorkerNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks at runs under way, through the workers that carry them out. Safe for use by many threads;
 * blocks.
 */
final class Lookout {

  private static final Duration MOST = Duration.ofSeconds(2);

  private final ClusterView view;
  private final RunBook runs;
  private final WorkerCalls calls;

  Lookout(ClusterView view, RunBook runs, WorkerCalls calls) {
    this.view = view;
    this.runs = runs;
    this.calls = calls;
  }

  /**
   * @throws Refusal if there is no such run, it is not under way, or its worker does not answer
   */
  ObjectNode look(String run) throws HistoryAwayException {
    var worker = worker(run);
    var reply = calls.get(worker, "/internal/v1/runs/" + run, MOST);
    return switch (reply.status()) {
      case 200 -> read(worker, reply).put("worker", worker.name());
      case 404 -> throw new Refusal(RunProblems.runNotRunning(run, "about to begin, or to end"));
      default -> throw new Refusal(RunProblems.workerUnreachable(worker.name()));
    };
  }

  /**
   * What a run that is being carried out knows of a URL; empty if it is not being carried out now.
   *
   * @throws Refusal if the run has not met the URL, or its worker does not answer
   */
  Optional<ObjectNode> page(String run, String url) throws HistoryAwayException {
    if (!isRunning(run)) {
      return Optional.empty();
    }
    var worker = worker(run);
    var query = "?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8);
    var reply = calls.get(worker, "/internal/v1/runs/" + run + "/pages" + query, MOST);
    return switch (reply.status()) {
      case 200 -> Optional.of(met(run, url, read(worker, reply)));
      case 404 -> throw new Refusal(RunProblems.runNotRunning(run, "about to begin, or to end"));
      default -> throw new Refusal(RunProblems.workerUnreachable(worker.name()));
    };
  }

  private boolean isRunning(String run) throws HistoryAwayException {
    return runs.find(Views.image(view), run)
        .map(found -> found.path("state").asString(""))
        .filter(RunState.Live.RUNNING.word()::equals)
        .isPresent();
  }

  private static ObjectNode met(String run, String url, ObjectNode json) {
    if (json.path("state").asString("").equals("unknown")) {
      throw new Refusal(ResultProblems.noSuchPage(run, url));
    }
    return json.put("run", run);
  }

  private WorkerNode worker(String id) throws HistoryAwayException {
    var image = Views.image(view);
    var run = runs.find(image, id).orElseThrow(() -> new Refusal(RunProblems.noSuchRun(id)));
    var state = run.path("state").asString("");
    RunIds.task(id).map(image::taskById).ifPresent(Lookout::checkCrawl);
    if (Arrays.stream(RunState.Ended.values()).anyMatch(end -> end.word().equals(state))) {
      throw new Refusal(RunProblems.runOver(id, state));
    }
    if (!state.equals(RunState.Live.RUNNING.word())) {
      throw new Refusal(RunProblems.runNotRunning(id, state));
    }
    var name = run.path("worker").asString("");
    var worker = image.worker(name);
    if (worker == null) {
      throw new Refusal(RunProblems.workerUnreachable(name));
    }
    return worker;
  }

  private static void checkCrawl(TaskEntry entry) {
    var spec = entry.task().spec();
    if (!(spec.work() instanceof CrawlSpec)) {
      throw new Refusal(RunProblems.notACrawl(entry.name(), spec.kind(), "a live view"));
    }
  }

  private static ObjectNode read(WorkerNode worker, WorkerCalls.Reply reply) {
    try {
      if (JsonText.parse(reply.body().getBytes(StandardCharsets.UTF_8))
          instanceof ObjectNode json) {
        return json;
      }
    } catch (MalformedJson e) {
      // Something else than a worker listens there.
    }
    throw new Refusal(RunProblems.workerUnreachable(worker.name()));
  }
}

package io.crawlkeeper.master.web;

import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.RunIds;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.WorkerNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the logs of runs through the workers. Safe for use by many threads; blocks. */
final class RunLogs {

  private static final Duration MOST = Duration.ofSeconds(10);

  private final ClusterView view;
  private final RunBook runs;
  private final WorkerCalls calls;

  RunLogs(ClusterView view, RunBook runs, WorkerCalls calls) {
    this.view = view;
    this.runs = runs;
    this.calls = calls;
  }

  /**
   * @return the log, to be closed
   * @throws Refusal if there is no such run, it has no log, or no worker can tell
   */
  WorkerCalls.Stream open(String id, boolean follow) throws HistoryAwayException {
    var image = Views.image(view);
    var run = runs.find(image, id).orElseThrow(() -> new Refusal(RunProblems.noSuchRun(id)));
    var kind = RunIds.task(id).map(image::taskById).map(TaskEntry::task).map(t -> t.spec().kind());
    var worker = worker(image, run.path("worker").asString(""), kind.orElse(null));
    var target =
        "/internal/v1/runs/%s/logs?follow=%s%s"
            .formatted(id, follow, kind.map(one -> "&kind=" + one).orElse(""));
    var stream = calls.open(worker, target, MOST);
    return switch (stream.status()) {
      case 200 -> stream;
      case 404 -> throw refused(stream, RunProblems.noLog(id, kind.orElse(null)));
      default -> throw refused(stream, RunProblems.workerUnreachable(worker.name()));
    };
  }

  private static Refusal refused(WorkerCalls.Stream stream, Problem problem) {
    try (stream) {
      return new Refusal(problem);
    } catch (IOException e) {
      return new Refusal(problem);
    }
  }

  /** That which has, or had, the run; or any other that knows its kind. */
  private static WorkerNode worker(ClusterImage image, String owner, @Nullable String kind) {
    var own = Optional.ofNullable(image.worker(owner));
    return own.or(
            () ->
                image.workers().values().stream()
                    .filter(worker -> kind == null || worker.kinds().contains(kind))
                    .findFirst())
        .orElseThrow(() -> new Refusal(RunProblems.noWorkerOffers(kind == null ? "it" : kind)));
  }
}

package io.crawlkeeper.master.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.task.InvalidTask;
import io.crawlkeeper.master.task.JsonText;
import io.crawlkeeper.master.task.TrialReader;
import io.crawlkeeper.model.RuleTrial;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.model.WorkerNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tries extraction rules on one page. A worker does it, whichever: masters do not fetch. */
@RestController
@RequestMapping(path = "/api/v1", produces = TaskWrites.JSON)
final class RuleTrials {

  /** A page as JSON, in which each character may be an escape, and the rules. */
  static final int MOST_BYTES = 16 << 20;

  private static final String TARGET = "/internal/v1/extract:try";
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int MOST_WORKERS = 2;
  private static final int BUSY = 503;

  private final ClusterView view;
  private final WorkerCalls calls;
  private final Answers answers;

  RuleTrials(ClusterView view, WorkerCalls calls, Answers answers) {
    this.view = view;
    this.calls = calls;
    this.answers = answers;
  }

  @PostMapping("/extract:try")
  ResponseEntity<byte[]> tryOut(HttpServletRequest request) throws IOException {
    Query.of(request).finish();
    IdempotencyKey.refuse(request, "is not needed here; repeat the request as it is");
    var trial = trial(RawRequest.read(request, MOST_BYTES).body());
    return answers.entity(answer(trial));
  }

  private static RuleTrial trial(byte[] body) {
    try {
      return TrialReader.read(JsonText.parse(body));
    } catch (InvalidTask e) {
      throw new Refusal(
          Problems.body(
              e.findings().stream()
                  .map(one -> Fault.pointer(one.pointer(), one.detail()))
                  .toList()));
    }
  }

  /** A worker that does not answer is no reason to give up while there are others. */
  private Answer answer(RuleTrial trial) {
    var render = trial.render() == null ? null : trial.render().plan();
    var longest = render == null ? LONGEST : LONGEST.plus(render.timeout());
    var body = JsonText.write(JsonText.tree(trial));
    @Nullable Refusal last = null;
    for (var worker : workers(render != null)) {
      try {
        var reply = calls.post(worker, TARGET, body, longest);
        if (reply.status() != BUSY) {
          return answer(worker, reply);
        }
        last = new Refusal(busy());
      } catch (Refusal e) {
        last = e;
      }
    }
    throw last == null ? new Refusal(noWorker(render != null)) : last;
  }

  private List<WorkerNode> workers(boolean render) {
    var all = new ArrayList<>(Views.image(view).workers().values());
    all.removeIf(worker -> render && !worker.offers(TaskSpec.RENDERS));
    Collections.shuffle(all);
    return all.subList(0, Math.min(MOST_WORKERS, all.size()));
  }

  private static Answer answer(WorkerNode worker, WorkerCalls.Reply reply) {
    if (reply.status() != 200) {
      throw new Refusal(RunProblems.workerUnreachable(worker.name()));
    }
    var json = JsonText.parse(reply.body().getBytes(UTF_8));
    var error = json.path("error");
    if (error.isString()) {
      throw new Refusal(Problems.of(ProblemCode.NOT_FETCHED, error.stringValue()));
    }
    return Answer.of(200, json);
  }

  private static Problem noWorker(boolean render) {
    return new Problem(
        ProblemCode.NO_WORKER,
        "Rules are tried by a worker%s, and none is there; start one."
            .formatted(render ? " with a browser" : ""),
        List.of(),
        Problems.SOON);
  }

  private static Problem busy() {
    return new Problem(
        ProblemCode.NO_WORKER,
        "The workers that were asked try as many rules as they can; ask again soon.",
        List.of(),
        Problems.SOON);
  }
}

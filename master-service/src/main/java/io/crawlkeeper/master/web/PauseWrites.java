package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.schedule.Upcoming;
import io.crawlkeeper.master.task.TaskDraft;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.TaskSpec;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Pauses schedules and resumes them: a patch of one field, done twice as well as once. */
@RestController
final class PauseWrites {

  private final Routing routing;
  private final Answers answers;
  private final PatchTask patches;
  private final ClusterView view;

  PauseWrites(Routing routing, Answers answers, PatchTask patches, ClusterView view) {
    this.routing = routing;
    this.answers = answers;
    this.patches = patches;
    this.view = view;
  }

  @PostMapping(path = "/api/v1/tasks/{name}:pause", produces = TaskWrites.JSON)
  ResponseEntity<byte[]> pause(@PathVariable("name") String name, HttpServletRequest request)
      throws IOException {
    return change(name, true, request);
  }

  @PostMapping(path = "/api/v1/tasks/{name}:resume", produces = TaskWrites.JSON)
  ResponseEntity<byte[]> resume(@PathVariable("name") String name, HttpServletRequest request)
      throws IOException {
    return change(name, false, request);
  }

  private ResponseEntity<byte[]> change(String name, boolean pause, HttpServletRequest request)
      throws IOException {
    var dryRun = Query.dryRun(request);
    var when = Precondition.of(request);
    IdempotencyKey.refuse(request, "is not needed here; repeat the request as it is");
    var raw = RawRequest.read(request, RawRequest.TASK_BYTES);
    Body.of(raw).finish();
    var write =
        new Write(
            raw,
            List.of(name),
            dryRun,
            () ->
                patches.change(
                    name, current -> paused(current, pause), when, raw.operation(), dryRun));
    return answers.entity(routing.route(write));
  }

  private TaskDraft paused(TaskEntry current, boolean pause) {
    var task = current.task();
    var schedule = task.spec().effectiveSchedule();
    if (schedule.isPaused() == pause) {
      return new TaskDraft(task.name(), task.labels(), task.spec());
    }
    if (pause && !schedule.recurring() && Upcoming.fired(task, view.image().ledger(current))) {
      throw new Refusal(RunProblems.notRecurring(task.name(), "and that has begun already"));
    }
    return new TaskDraft(task.name(), task.labels(), with(task, schedule.withPaused(pause)));
  }

  private static TaskSpec with(Task task, ScheduleSpec schedule) {
    var spec = task.spec();
    return new TaskSpec(spec.work(), orNull(schedule), spec.run(), spec.placement());
  }

  private static @Nullable ScheduleSpec orNull(ScheduleSpec schedule) {
    return schedule.equals(ScheduleSpec.ONCE) ? null : schedule;
  }
}

package io.crawlkeeper.master.web;

import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.master.schedule.Upcoming;
import io.crawlkeeper.master.schedule.Upcoming.Fire;
import io.crawlkeeper.master.web.RunWrites.Span;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.schedule.Timetables;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Carries out requests to the owners of tasks on the leader. */
final class AskOwner {

  static final int MOST_TICKS = 1_000;

  private static final int TRIES = 5;

  private final Submission submission;
  private final Replies replies;
  private final ClusterView view;
  private final RunBook runs;
  private final InstantSource clock;

  AskOwner(
      Submission submission, Replies replies, ClusterView view, RunBook runs, InstantSource clock) {
    this.submission = submission;
    this.replies = replies;
    this.view = view;
    this.runs = runs;
    this.clock = clock;
  }

  Answer run(Request.RunNow run) {
    return replies.answer(submission.submit(run), Reply.Requested.class, this::accepted);
  }

  /**
   * @throws Refusal if the run is known from the history only, so that it has ended
   */
  Answer cancel(Request.CancelRun cancel) {
    var reply = submission.submit(cancel);
    if (reply instanceof Reply.NoRun && hasEnded(cancel.run())) {
      throw new Refusal(RunProblems.runEnded(cancel.run()));
    }
    return replies.answer(reply, Reply.Requested.class, this::accepted);
  }

  /** A run that is not under way cannot be cancelled; the history only helps to say why. */
  private boolean hasEnded(String run) {
    try {
      return runs.hasEnded(view.image(), run);
    } catch (HistoryAwayException e) {
      return false;
    }
  }

  /** The run as it is now, or as it will be: in a dry run, and where it was taken up already. */
  private Answer accepted(Reply.Requested requested) {
    var known = RunBook.known(view.image(), requested.entry(), requested.run());
    var json =
        known.orElseGet(
            () -> RunJson.requested(requested.entry().name(), requested.run(), clock.instant()));
    return Answer.of(202, json).with("Location", "/api/v1/runs/" + requested.run());
  }

  /**
   * What is asked for again is answered as the first time, whatever the schedule is now.
   *
   * @throws Refusal if the task has no such ticks, or too many
   */
  Answer backfill(
      String name, Span span, Request.@Nullable Key key, String operation, boolean dryRun) {
    // No task that exists is of this version: only a repetition gets past it.
    var version = Request.ABSENT;
    for (var attempt = 0; attempt <= TRIES; attempt++) {
      var reply =
          submission.submit(
              new Request.BackfillTicks(
                  name, span.from(), span.to(), version, key, operation, dryRun));
      if (!(reply instanceof Reply.Stale)) {
        return replies.answer(reply, Reply.Requested.class, made -> accepted(made, span));
      }
      var entry = Views.entry(view.image(), name);
      check(entry, span);
      version = entry.version();
    }
    throw new Refusal(Problems.conflict(name));
  }

  private void check(TaskEntry entry, Span span) {
    if (Upcoming.timetable(entry.task()) == null) {
      throw new Refusal(
          RunProblems.notRecurring(entry.name(), "ask for a run of it by POST …/runs instead"));
    }
    if (span.to().isAfter(clock.instant())) {
      throw new Refusal(Problems.body(List.of(Fault.pointer("/to", "must not be in the future"))));
    }
    var ticks = ticks(entry.task(), entry.task().spec().effectiveSchedule(), span);
    if (ticks.size() > MOST_TICKS) {
      throw new Refusal(RunProblems.tooManyTicks(MOST_TICKS));
    }
    if (ticks.isEmpty()) {
      throw new Refusal(
          Problems.body(List.of(Fault.pointer("/from", "has no tick between it and /to"))));
    }
  }

  private static List<Instant> ticks(Task task, ScheduleSpec schedule, Span span) {
    var plan = schedule.plan();
    var timetable = Timetables.of(plan, task.anchor(schedule), task.id());
    return timetable == null
        ? List.of()
        : Upcoming.from(timetable, plan, span.from(), MOST_TICKS + 1).stream()
            .map(Fire::tick)
            .takeWhile(tick -> !tick.isAfter(span.to()))
            .toList();
  }

  private Answer accepted(Reply.Requested requested, Span span) {
    var asked = Objects.requireNonNull(requested.backfill(), "a backfill is kept with its key");
    var ticks = ticks(requested.entry().task(), asked.schedule(), span);
    var json = JsonNodeFactory.instance.objectNode();
    json.put("task", requested.entry().name())
        .put("request", requested.run())
        .put("from", span.from().toString())
        .put("to", span.to().toString())
        .put("count", ticks.size());
    var all = json.putArray("ticks");
    ticks.forEach(tick -> all.add(tick.toString()));
    return Answer.of(202, json);
  }
}

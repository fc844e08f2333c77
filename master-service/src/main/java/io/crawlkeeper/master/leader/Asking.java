package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.OpenBackfill;
import io.crawlkeeper.master.cluster.RunIds;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Backfill;
import io.crawlkeeper.model.RunRequest;
import io.crawlkeeper.model.RunRequest.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done where a user asks something of the owner of a task. The request is queued and
 * the assignment renewed in one commit: that is what wakes the owner, and whoever owns the task
 * later finds the request as well.
 */
final class Asking {

  private Asking() {}

  static Decision run(LeaderImage image, Request.RunNow request, Instant now) {
    var entry = image.cluster().task(request.task());
    return entry == null
        ? Decision.answer(new Reply.Absent(request.task()))
        : ask(image, entry, request, request.key(), now, Asking::newRun);
  }

  static Decision backfill(LeaderImage image, Request.BackfillTicks request, Instant now) {
    var entry = image.cluster().task(request.task());
    if (entry == null) {
      return Decision.answer(new Reply.Absent(request.task()));
    }
    if (entry.version() != request.ifVersion()
        && Queues.asked(image.cluster(), entry, request.operation()).isEmpty()
        && Keys.replay(image, request.key()) == null) {
      return Decision.answer(new Reply.Stale(entry.name(), entry.version()));
    }
    return ask(
        image,
        entry,
        request,
        request.key(),
        now,
        (task, number, operation, time) ->
            new RunRequest(
                number,
                Kind.BACKFILL,
                null,
                new Backfill(
                    number, task.task().spec().effectiveSchedule(), request.from(), request.to()),
                time,
                operation));
  }

  static Decision cancel(LeaderImage image, Request.CancelRun request, Instant now) {
    var cluster = image.cluster();
    var entry = RunIds.task(request.run()).map(cluster::taskById).orElse(null);
    if (entry == null) {
      return Decision.answer(new Reply.NoRun(request.run()));
    }
    var ledger = cluster.ledger(entry);
    var run = ledger == null ? null : ledger.run(request.run()).orElse(null);
    if (run != null && run.state().ended()) {
      return Decision.answer(
          Queues.asked(cluster, entry, request.operation()).isPresent()
              ? new Reply.Requested(entry, request.run(), null)
              : new Reply.RunEnded(request.run()));
    }
    if (run == null && !waits(cluster, entry, request.run(), Kind.RUN)) {
      return Decision.answer(new Reply.NoRun(request.run()));
    }
    if (waits(cluster, entry, request.run(), Kind.CANCEL)) {
      return Decision.answer(new Reply.Requested(entry, request.run(), null));
    }
    return ask(image, entry, request, null, now, cancelling(request.run()));
  }

  static Decision cancel(LeaderImage image, Request.CancelBackfill request, Instant now) {
    var cluster = image.cluster();
    var entry = cluster.task(request.task());
    if (entry == null) {
      return Decision.answer(new Reply.Absent(request.task()));
    }
    var open = OpenBackfill.of(cluster, entry, request.backfill()).orElse(null);
    if (Queues.asked(cluster, entry, request.operation()).isPresent()
        || (open != null && open.state() == OpenBackfill.State.CANCELLING)) {
      return Decision.answer(new Reply.Requested(entry, request.backfill(), null));
    }
    return open == null
        ? Decision.answer(new Reply.NoBackfill(request.backfill()))
        : ask(image, entry, request, null, now, cancelling(request.backfill()));
  }

  /** Asks to end a run, or a backfill. */
  private static Maker cancelling(String id) {
    return (task, number, operation, time) ->
        new RunRequest(number, Kind.CANCEL, id, null, time, operation);
  }

  private static boolean waits(ClusterImage image, TaskEntry entry, String run, Kind kind) {
    return image
        .waiting(entry)
        .anyMatch(request -> request.kind() == kind && run.equals(request.run()));
  }

  /** Makes the request of a number. */
  private interface Maker {
    RunRequest make(TaskEntry entry, long number, String operation, Instant now);
  }

  private static RunRequest newRun(TaskEntry entry, long number, String operation, Instant now) {
    return new RunRequest(
        number, Kind.RUN, RunRequest.id(entry.id(), number), null, now, operation);
  }

  private static Decision ask(
      LeaderImage image,
      TaskEntry entry,
      Request request,
      Request.@Nullable Key key,
      Instant now,
      Maker maker) {
    var replay = Keys.replay(image, key);
    if (replay != null) {
      return Decision.answer(replay);
    }
    var before = Queues.asked(image.cluster(), entry, request.operation());
    if (before.isPresent()) {
      return Decision.answer(requested(entry, before.get()));
    }
    var number = image.cluster().lastRequest(entry) + 1;
    var made = maker.make(entry, number, request.operation(), now);
    if (Queues.full(image.cluster(), entry, made.kind())) {
      return Decision.answer(new Reply.QueueFull(entry.name()));
    }
    var draft = new Draft(image);
    draft.add(
        new Change.QueueWritten(
            Queues.with(image.cluster(), entry, made, now),
            !image.cluster().requests().containsKey(entry.id())));
    draft.renew(entry);
    var reply = requested(entry, made);
    Keys.keep(draft, key, entry, now, reply);
    return draft.decide(reply);
  }

  private static Reply.Requested requested(TaskEntry entry, RunRequest request) {
    var run = request.run();
    return new Reply.Requested(
        entry, run == null ? RunRequest.id(entry.id(), request.number()) : run, request.backfill());
  }
}

package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.placement.Placement;
import io.crawlkeeper.master.task.TaskDraft;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is to be done about a request: pure, from the image, the time and a source of ids. */
final class Decider {

  private Decider() {}

  static Decision decide(LeaderImage image, Request request, Instant now, LongSupplier ids) {
    return switch (request) {
      case Request.Create create -> create(image, create, now, ids);
      case Request.Apply apply -> apply(image, apply, now, ids);
      case Request.Delete delete -> delete(image, delete);
      case Request.CreateAll all -> createAll(image, all, now, ids);
      case Request.RunNow run -> Asking.run(image, run, now);
      case Request.CancelRun cancel -> Asking.cancel(image, cancel, now);
      case Request.CancelBackfill cancel -> Asking.cancel(image, cancel, now);
      case Request.BackfillTicks backfill -> Asking.backfill(image, backfill, now);
      case Request.CordonWorker cordon -> WorkerCare.cordon(image, cordon, now);
      case Request.UncordonWorker uncordon -> WorkerCare.uncordon(image, uncordon);
      case Request.Rebalance rebalance -> WorkerCare.rebalance(image, rebalance, now);
    };
  }

  private static Decision create(
      LeaderImage image, Request.Create request, Instant now, LongSupplier ids) {
    var existing = image.cluster().task(request.draft().name());
    var key = request.key();
    var replay = Keys.replay(image, key);
    if (replay != null) {
      return Decision.answer(replay);
    }
    if (existing != null) {
      return Decision.answer(
          repeated(existing, request.draft(), request)
              ? stored(image, existing)
              : exists(existing, 0));
    }
    var draft = new Draft(image);
    var entry = newTask(request.draft(), request, now, ids);
    store(draft, entry);
    Keys.keep(draft, key, entry, now, null);
    return draft.decide(stored(draft.image(), entry));
  }

  private static Decision createAll(
      LeaderImage image, Request.CreateAll request, Instant now, LongSupplier ids) {
    var draft = new Draft(image);
    var replies = new ArrayList<Reply.Stored>();
    for (var i = 0; i < request.drafts().size(); i++) {
      var wanted = request.drafts().get(i);
      var existing = draft.cluster().task(wanted.name());
      if (existing != null && (draft.created(existing) || !repeated(existing, wanted, request))) {
        return Decision.answer(exists(existing, i));
      }
      var entry = existing != null ? existing : newTask(wanted, request, now, ids);
      if (existing == null) {
        store(draft, entry);
      }
      replies.add(stored(draft.image(), entry));
    }
    return draft.decide(new Reply.AllStored(replies));
  }

  private static Decision apply(
      LeaderImage image, Request.Apply request, Instant now, LongSupplier ids) {
    var existing = image.cluster().task(request.draft().name());
    if (existing != null && repeated(existing, request.draft(), request)) {
      return Decision.answer(stored(image, existing));
    }
    if (stale(existing, request.ifVersion())) {
      return Decision.answer(
          new Reply.Stale(request.draft().name(), existing == null ? null : existing.version()));
    }
    var draft = new Draft(image);
    if (existing == null) {
      var entry = newTask(request.draft(), request, now, ids);
      store(draft, entry);
      return draft.decide(stored(draft.image(), entry));
    }
    var entry = changed(existing, request, image.cluster().ledger(existing), now);
    if (entry.version() != existing.version()) {
      change(draft, existing, entry);
    }
    return draft.decide(new Reply.Stored(entry, draft.cluster().assignment(entry.name()), false));
  }

  private static Decision delete(LeaderImage image, Request.Delete request) {
    var existing = image.cluster().task(request.name());
    if (existing == null) {
      return Decision.answer(new Reply.Absent(request.name()));
    }
    if (stale(existing, request.ifVersion())) {
      return Decision.answer(new Reply.Stale(request.name(), existing.version()));
    }
    var draft = new Draft(image);
    draft.mendRun(existing); // What is deleted has to be there.
    var assignment = image.cluster().assignment(request.name());
    if (assignment != null) {
      draft.add(new Change.Unassigned(assignment.worker(), request.name()));
    }
    if (image.cluster().requests().containsKey(existing.id())) {
      draft.add(new Change.QueueDropped(existing.name(), existing.id()));
    }
    draft.add(new Change.TaskDeleted(existing));
    return draft.decide(new Reply.Deleted(request.name()));
  }

  private static boolean stale(@Nullable TaskEntry existing, @Nullable Integer wanted) {
    if (wanted == null) {
      return false;
    }
    return switch (wanted) {
      case Request.ABSENT -> existing != null;
      case Request.PRESENT -> existing == null;
      default -> existing == null || existing.version() != wanted;
    };
  }

  private static TaskEntry newTask(
      TaskDraft draft, Request request, Instant now, LongSupplier ids) {
    var task =
        new Task(
            ids.getAsLong(),
            draft.name(),
            draft.labels(),
            draft.spec(),
            1,
            Sinces.created(now),
            now,
            now,
            request.operation());
    return new TaskEntry(task, 0);
  }

  /** The existing entry itself if nothing would change. */
  private static TaskEntry changed(
      TaskEntry existing, Request.Apply request, @Nullable Ledger ledger, Instant now) {
    var task = existing.task();
    var draft = request.draft();
    if (same(task, draft)) {
      return existing;
    }
    var sameWork = task.spec().work().equals(draft.spec().work());
    return new TaskEntry(
        new Task(
            task.id(),
            task.name(),
            draft.labels(),
            draft.spec(),
            sameWork ? task.generation() : task.generation() + 1,
            Sinces.changed(task, draft.spec(), ledger, now),
            task.creationTime(),
            now,
            request.operation()),
        existing.version() + 1);
  }

  private static void store(Draft draft, TaskEntry entry) {
    draft.add(new Change.TaskStored(entry));
    draft.place(entry);
  }

  private static void change(Draft draft, TaskEntry before, TaskEntry entry) {
    draft.add(new Change.TaskStored(entry));
    var assignment = draft.cluster().assignment(entry.name());
    if (assignment == null) {
      draft.place(entry);
      return;
    }
    var worker = draft.cluster().worker(assignment.worker());
    if (worker == null || !Placement.fits(worker, entry.task().spec())) {
      draft.add(new Change.Unassigned(assignment.worker(), entry.name()));
      draft.place(entry);
    } else if (!before.task().spec().equals(entry.task().spec())) {
      draft.renew(entry);
    }
  }

  /** The same operation with another wish is a mistake of the sender, and no repetition. */
  private static boolean repeated(TaskEntry existing, TaskDraft wanted, Request request) {
    return existing.task().operation().equals(request.operation()) && same(existing.task(), wanted);
  }

  private static boolean same(Task task, TaskDraft draft) {
    return task.labels().equals(draft.labels()) && task.spec().equals(draft.spec());
  }

  private static Reply.Stored stored(LeaderImage image, TaskEntry entry) {
    return new Reply.Stored(entry, image.cluster().assignment(entry.name()), entry.version() == 0);
  }

  private static Reply exists(TaskEntry existing, int index) {
    return new Reply.Exists(existing.name(), index);
  }
}

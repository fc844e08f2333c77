package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.master.task.TaskDraft;
import io.crawlkeeper.simulation.invariants.Acknowledged;
import io.crawlkeeper.simulation.world.Actor;
import io.crawlkeeper.simulation.world.Host;
import io.crawlkeeper.simulation.world.World;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has one task, which is created, changed, paused, run, deleted and created anew; asks again as
 * long as there is no clear answer, as the API says: with the same idempotency key.
 */
final class User {

  private static final long PATIENCE = Duration.ofSeconds(5).toNanos();
  private static final long PAUSE = Duration.ofMillis(300).toNanos();
  private static final long NET = Duration.ofMillis(3).toNanos();
  private static final long NOT_WAITING = Long.MAX_VALUE;
  private static final int REPLY_LOST = 30_000;

  private final World world;
  private final String task;
  private final Supplier<@Nullable Master> masters;
  private final Acknowledged acknowledged;
  private final Specs specs;
  private final Actor actor;
  private boolean exists;
  private boolean content;
  private long waitsSince = NOT_WAITING;
  private int asked;
  private @Nullable TaskEntry last;
  private String lastRun = "";

  /**
   * @param masters gives one that leads, as far as can be told; null if there is none
   */
  User(
      World world,
      String task,
      Supplier<@Nullable Master> masters,
      Acknowledged acknowledged,
      Host host) {
    this.world = world;
    this.task = task;
    this.masters = masters;
    this.acknowledged = acknowledged;
    this.specs = new Specs(world);
    this.actor = host.start(task, this::live);
  }

  /** From now on the user asks for nothing more, once there is a task. */
  void content() {
    content = true;
  }

  /**
   * For how long the user has been waiting for an answer, in nanoseconds; negative if not at all.
   */
  long waits() {
    return world.now() - waitsSince;
  }

  private void live() {
    while (!content || !exists) {
      actor.sleep(world.between(Duration.ofMillis(100), Duration.ofSeconds(12)));
      act();
    }
  }

  private void act() {
    if (!exists) {
      create();
      return;
    }
    switch (world.random().nextInt(11)) {
      case 0 -> delete();
      case 1, 2, 3 -> apply();
      case 4, 5, 6 -> run();
      case 7 -> cancel();
      case 8 -> backfill();
      case 9 -> drain();
      default -> {}
    }
  }

  private TaskDraft draft() {
    return new TaskDraft(task, Map.of(), specs.next(actor.host().clock().instant()));
  }

  private void create() {
    var draft = draft();
    var key = key();
    acknowledged.creating(task);
    var reply = ask(operation -> new Request.Create(draft, key, operation, false));
    if (reply instanceof Reply.Stored(var entry, _, _)) {
      exists = true;
      last = entry;
      acknowledged.created(task, entry);
    } else {
      acknowledged.unexpected(task, reply);
    }
  }

  private void delete() {
    acknowledged.deleting(task);
    exists = false;
    var reply = ask(operation -> new Request.Delete(task, null, operation, false));
    acknowledged.deleted(task, reply);
  }

  private void apply() {
    var draft = draft();
    var reply = ask(operation -> new Request.Apply(draft, null, operation, false));
    if (reply instanceof Reply.Stored(var entry, _, _)) {
      last = entry;
      acknowledged.changed(task, entry, draft.spec());
    } else {
      acknowledged.unexpected(task, reply);
    }
  }

  private void run() {
    var key = key();
    var reply = ask(operation -> new Request.RunNow(task, key, operation, false));
    if (reply instanceof Reply.Requested(var entry, var run, _)) {
      lastRun = run;
      acknowledged.requested(entry, run);
    }
  }

  private void cancel() {
    if (!lastRun.isEmpty()) {
      var _ = ask(operation -> new Request.CancelRun(lastRun, operation, false));
    }
  }

  private void backfill() {
    var entry = last;
    if (entry == null || !entry.task().spec().effectiveSchedule().recurring()) {
      return;
    }
    var now = actor.host().clock().instant();
    var from = now.minusSeconds(60);
    var key = key();
    var _ =
        ask(
            operation ->
                new Request.BackfillTicks(
                    task, from, now.minusSeconds(30), entry.version(), key, operation, false));
  }

  /** Drains a worker for a while. One that is cut off meanwhile comes back as it was. */
  private void drain() {
    var worker = "worker-" + (1 + world.random().nextInt(Cluster.WORKERS));
    var within = Duration.ofNanos(world.between(Duration.ofSeconds(1), Duration.ofSeconds(10)));
    var _ = ask(operation -> new Request.CordonWorker(worker, within, operation, false));
    actor.sleep(world.between(Duration.ofSeconds(1), Duration.ofSeconds(15)));
    var reply = ask(operation -> new Request.UncordonWorker(worker, operation, false));
    while (reply instanceof Reply.NoWorker
        || reply instanceof Reply.ManyWorkers
        || (reply instanceof Reply.WorkerChanged changed && changed.left())) {
      actor.sleep(PAUSE);
      reply = ask(operation -> new Request.UncordonWorker(worker, operation, false));
    }
  }

  private Request.Key key() {
    asked++;
    return new Request.Key(task + "-" + asked, "body");
  }

  private Reply ask(Function<String, Request> wish) {
    var operation = task + "-op-" + asked++;
    waitsSince = world.now();
    while (true) {
      var reply = askOnce(wish.apply(operation));
      if (reply != null) {
        waitsSince = NOT_WAITING;
        return reply;
      }
      actor.sleep(PAUSE);
      // A master that forwards keeps the operation's id, a user who asks again has a new one.
      operation = world.random().nextBoolean() ? operation : task + "-op-" + asked++;
    }
  }

  /** Null if the answer tells nothing, or does not come. */
  private @Nullable Reply askOnce(Request request) {
    var master = masters.get();
    if (master == null) {
      return null;
    }
    actor.sleep(world.random().nextLong(NET));
    if (!master.host().running()) {
      return null;
    }
    var reply = master.submit(request);
    var ticket = actor.ticket();
    var _ =
        reply.thenAccept(
            _ -> world.after(world.random().nextLong(NET), () -> actor.resume(ticket)));
    world.after(PATIENCE, () -> actor.resume(ticket));
    actor.block();
    var answer = world.chance(REPLY_LOST) ? null : reply.getNow(null);
    return answer instanceof Reply.NotLeading || answer instanceof Reply.Unknown ? null : answer;
  }
}

package io.crawlkeeper.simulation.cluster;

import static io.crawlkeeper.simulation.invariants.Invariant.ALL_TASKS_PLACED_IN_THE_END;
import static io.crawlkeeper.simulation.invariants.Invariant.EACH_TICK_RECORDED_ONCE;
import static io.crawlkeeper.simulation.invariants.Invariant.NO_COMMIT_OF_A_SUPERSEDED_ATTEMPT;
import static io.crawlkeeper.simulation.invariants.Invariant.REQUESTS_ANSWERED_IN_THE_END;
import static io.crawlkeeper.simulation.invariants.Invariant.SCHEDULES_GO_ON_IN_THE_END;

import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.schedule.Timetables;
import io.crawlkeeper.simulation.keeper.Node;
import io.crawlkeeper.simulation.world.Host;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What has to be so some time after the last fault. */
public final class Peace {

  /** So long after its time a tick has to be accounted for when nothing is wrong. */
  private static final Duration LATEST = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Cluster cluster;
  private final Instant now;
  private final Set<String> alive;

  public Peace(Cluster cluster) {
    this.cluster = cluster;
    this.now = Host.START.plusNanos(cluster.world().now());
    this.alive =
        cluster.workers().stream()
            .filter(worker -> worker.host().alive())
            .map(worker -> worker.host().name())
            .collect(Collectors.toSet());
  }

  public void check() {
    cluster.invariants().acknowledged().checkInTheEnd();
    for (var user : cluster.users()) {
      REQUESTS_ANSWERED_IN_THE_END.check(
          user.waits() < LONGEST.toNanos(), () -> "no answer for " + user.waits() / 1e9 + " s");
    }
    for (var task : tasks()) {
      check(task);
    }
    checkHistory();
  }

  private List<Task> tasks() {
    return leaves(ZnodePaths.TASKS).stream()
        .map(node -> ZnodeCodec.decode(node.data(), Task.class))
        .toList();
  }

  private void check(Task task) {
    var owners =
        alive.stream()
            .filter(worker -> node(ZnodePaths.assignment(worker, task.name())) != null)
            .toList();
    ALL_TASKS_PLACED_IN_THE_END.check(
        owners.size() == 1, () -> task.name() + " is on " + owners + " of " + alive);
    var worker = owners.getFirst();
    var assignment =
        ZnodeCodec.decode(
            Objects.requireNonNull(node(ZnodePaths.assignment(worker, task.name()))).data(),
            Assignment.class);
    var ledger =
        ZnodeCodec.decode(
            Objects.requireNonNull(node(ZnodePaths.run(task.name(), task.id()))).data(),
            Ledger.class);
    checkRuns(task, ledger, worker);
    checkTicks(task, ledger);
    SCHEDULES_GO_ON_IN_THE_END.check(
        ledger.request() >= cluster.invariants().acknowledged().lastRequest(task.name())
            || ledger.request() >= assignment.request(),
        () -> "requests of " + task.name() + " are not taken up: " + assignment + " " + ledger);
  }

  private static void checkRuns(Task task, Ledger ledger, String worker) {
    for (var run : ledger.live()) {
      SCHEDULES_GO_ON_IN_THE_END.check(
          !run.is(Live.RUNNING) || run.worker().equals(worker),
          () -> task.name() + " is on " + worker + ", but there is " + run);
    }
  }

  private void checkTicks(Task task, Ledger ledger) {
    var schedule = task.spec().effectiveSchedule();
    if (schedule.isPaused()) {
      return;
    }
    if (!schedule.recurring()) {
      var startAt = schedule.startAt();
      var due =
          startAt == null || startAt.isBefore(task.since().time()) ? task.since().time() : startAt;
      SCHEDULES_GO_ON_IN_THE_END.check(
          now.isBefore(due.plus(LATEST)) || task.since().time().equals(ledger.since()),
          () -> task + " was not run: " + ledger);
      return;
    }
    var timetable = Timetables.of(schedule.plan(), task.anchor(), task.id());
    var upTo = now.minus(LATEST).minus(timetable.delay());
    var cursor = ledger.cursor();
    // What was missed is caught up one after the other, each when the run before it has ended.
    var catchesUp = ledger.backlog() != null && !ledger.live().isEmpty();
    SCHEDULES_GO_ON_IN_THE_END.check(
        cursor != null
            && task.since().time().equals(ledger.since())
            && (catchesUp || timetable.count(cursor, upTo) == 0),
        () -> task + " is not accounted for up to " + upTo + " in " + ledger);
  }

  /**
   * Every record is in the history or still in its ledger; every run has its last word there, or
   * that of another who wanted to end it by the same token and was refused.
   */
  private void checkHistory() {
    for (var ledger : cluster.invariants().ledgers().values()) {
      var records = cluster.history().ticks(ledger.taskId());
      for (var number = 1L; number <= ledger.tick(); number++) {
        var wanted = number;
        EACH_TICK_RECORDED_ONCE.check(
            records.containsKey(number)
                || ledger.ticks().stream().anyMatch(tick -> tick.number() == wanted),
            () -> "record " + wanted + " of " + ledger.task() + " is nowhere");
      }
    }
    cluster
        .invariants()
        .runs()
        .forEach(
            (id, run) -> {
              var row = cluster.history().runs().get(id);
              NO_COMMIT_OF_A_SUPERSEDED_ATTEMPT.check(
                  !run.state().ended()
                      || (row != null
                          && (row.run().equals(run)
                              || row.token() == cluster.invariants().token(id))),
                  () -> "the history has " + row + ", the ledger had " + run);
            });
  }

  private List<Node> leaves(String root) {
    var found = new ArrayList<Node>();
    for (var bucket : cluster.zooKeeper().children(root)) {
      for (var name : cluster.zooKeeper().children(root + "/" + bucket)) {
        found.add(Objects.requireNonNull(node(root + "/" + bucket + "/" + name)));
      }
    }
    return found;
  }

  private @org.jspecify.annotations.Nullable Node node(String path) {
    return cluster.zooKeeper().node(path);
  }
}

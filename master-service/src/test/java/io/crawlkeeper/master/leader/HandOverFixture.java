package io.crawlkeeper.master.leader;

import static io.crawlkeeper.master.Images.START;
import static io.crawlkeeper.master.Images.draft;
import static io.crawlkeeper.master.Images.existing;
import static io.crawlkeeper.master.Images.node;
import static java.util.Objects.requireNonNull;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.WorkerState;
import io.crawlkeeper.master.placement.Move;
import io.crawlkeeper.master.placement.Placement;
import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.model.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** A leader and the worker {@code a.1}, which has the tasks t and u. */
abstract class HandOverFixture {

  static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  static final Instant DEADLINE = START.plus(TEN_MINUTES);

  final PureLeader leader = new PureLeader();

  @BeforeEach
  void placeTwoTasks() {
    join("a.1");
    create("t");
    create("u");
  }

  void join(String name) {
    leader.change(image -> image.withWorkers(image.workers().plus(name, node(name, Map.of()))));
  }

  void leave(String name) {
    leader.change(image -> image.withWorkers(image.workers().minus(name)));
  }

  void create(String name) {
    ask(new Request.Create(draft(name), null, "create " + name, false));
  }

  void drain(String worker) {
    cordon(worker, TEN_MINUTES);
  }

  Reply cordon(String worker, @Nullable Duration within) {
    return ask(new Request.CordonWorker(worker, within, "op", false));
  }

  List<Move> rebalance(boolean running) {
    return ((Reply.Rebalanced) ask(new Request.Rebalance(running, "op", false))).moves();
  }

  Reply ask(Request request) {
    return leader.ask(request, START);
  }

  void released(String task, String by) {
    leader.change(image -> withLedger(image, task, List.of(), by));
  }

  void running(String task, String worker) {
    leader.change(
        image -> {
          var entry = existing(image, task);
          var run =
              Run.queued(entry.id() + "-1", entry.task(), Run.Cause.TICK, START, START)
                  .started(worker, START);
          return withLedger(image, task, List.of(run), null);
        });
  }

  void settled(String task) {
    leader.change(
        image -> {
          var known = existing(image, task).task();
          return Images.with(image, LedgerBuilder.of(known, known.since().time()).runs(1).build());
        });
  }

  static ClusterImage withLedger(
      ClusterImage image, String task, List<Run> live, @Nullable String released) {
    var ledger = LedgerBuilder.of(task, existing(image, task).id()).runs(1).live(live);
    return Images.with(image, ledger.released(released).build());
  }

  List<String> on(String worker) {
    return leader.cluster().assignments().values().stream()
        .filter(one -> one.worker().equals(worker))
        .map(Assignment::task)
        .toList();
  }

  Assignment assignment(String task) {
    return requireNonNull(leader.cluster().assignment(task));
  }

  WorkerState state(String worker) {
    return WorkerState.of(leader.cluster(), worker);
  }

  String explain(String task) {
    return Placement.explain(leader.cluster(), existing(leader.cluster(), task)).reason();
  }
}

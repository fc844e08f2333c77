package io.crawlkeeper.master.leader;

import static io.crawlkeeper.master.Images.START;
import static io.crawlkeeper.master.Images.draft;
import static io.crawlkeeper.master.Images.existing;
import static io.crawlkeeper.master.Images.node;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.WorkerState;
import io.crawlkeeper.master.placement.Move;
import io.crawlkeeper.master.placement.Placement;
import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Cordon;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.model.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How workers are emptied and get tasks again. */
class DrainTest {

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Instant DEADLINE = START.plus(TEN_MINUTES);

  private final PureLeader leader = new PureLeader();

  @BeforeEach
  void placeTwoTasks() {
    join("a.1");
    create("t");
    create("u");
  }

  @Test
  void placesNothingOnACordonedWorkerAndLeavesItWhatItHas() {
    cordon("a.1", null);
    create("v");
    assertThat(leader.cluster().assignment("v")).isNull();
    assertThat(explain("v")).contains("cordoned");

    join("b.1");
    leader.keepUp(START);

    assertThat(on("a.1")).containsExactlyInAnyOrder("t", "u");
    assertThat(on("b.1")).containsExactly("v");
  }

  @Test
  void tellsTheOwnerUntilWhenItHasToHandOver() {
    join("b.1");
    drain("a.1");
    leader.keepUp(START);

    assertThat(on("a.1")).hasSize(2);
    assertThat(assignment("t").until()).isEqualTo(DEADLINE);
    assertThat(state("a.1")).isEqualTo(WorkerState.DRAINING);
  }

  @Test
  void movesATaskWhenItsOwnerHasLetGo() {
    join("b.1");
    drain("a.1");
    leader.keepUp(START);
    released("t", "a.1");
    leader.keepUp(START);

    assertThat(on("b.1")).containsExactly("t");
    assertThat(assignment("t").until()).isNull();
    released("u", "z.1"); // an owner of before
    leader.keepUp(START);
    assertThat(on("b.1")).containsExactly("t");
  }

  @Test
  void doesNotTakeWhatWasSaidForAHandOverThatWasCalledOffForANewOne() {
    join("b.1");
    drain("a.1");
    leader.keepUp(START);
    leader.change(image -> withLedger(image, "u", List.of(), null));
    ask(new Request.UncordonWorker("a", "op-2", false));
    released("t", "a.1"); // Heard late.
    drain("a.1");
    leader.keepUp(START);
    assertThat(on("a.1")).hasSize(2);
    assertThat(assignment("t").until()).isNull();
    assertThat(assignment("u").until()).isEqualTo(DEADLINE);

    running("t", "a.1");
    leader.keepUp(START);
    assertThat(on("a.1")).hasSize(2);
    assertThat(assignment("t").until()).isEqualTo(DEADLINE);
    released("t", "a.1");
    leader.keepUp(START);
    assertThat(on("b.1")).containsExactly("t");
  }

  @Test
  void beginsAHandOverAtItsDeadlineThoughTheOldOneWasNotTakenBack() {
    join("b.1");
    released("t", "a.1");
    drain("a.1");
    leader.keepUp(START);
    assertThat(on("a.1")).hasSize(2);

    leader.keepUp(DEADLINE);
    assertThat(on("b.1")).containsExactly("t");
  }

  @Test
  void doesNotWaitForAnOwnerThatDoesNotLetGo() {
    join("b.1");
    drain("a.1");
    leader.keepUp(DEADLINE.plusSeconds(10));
    assertThat(on("a.1")).hasSize(2);

    leader.keepUp(DEADLINE.plusSeconds(10).plusMillis(1));

    assertThat(on("b.1")).hasSize(2);
    assertThat(state("a.1")).isEqualTo(WorkerState.DRAINED);
  }

  @Test
  void leavesATaskThatFitsNowhereElseAndSaysSo() {
    drain("a.1");
    leader.keepUp(DEADLINE.plusSeconds(60));

    assertThat(on("a.1")).hasSize(2);
    assertThat(explain("t")).contains("no other worker fits");
    assertThat(state("a.1")).isEqualTo(WorkerState.DRAINING);
  }

  @Test
  void keepsTheHandOverWhenTheTaskChangesMeanwhile() {
    join("b.1");
    drain("a.1");
    leader.keepUp(START);
    ask(new Request.RunNow("t", null, "op-run", false));

    assertThat(assignment("t").request()).isEqualTo(1);
    assertThat(assignment("t").until()).isEqualTo(DEADLINE);
  }

  @Test
  void callsOffAllHandOversWhenAWorkerGetsTasksAgain() {
    join("b.1");
    drain("a.1");
    leader.keepUp(START);

    var reply = (Reply.WorkerChanged) ask(new Request.UncordonWorker("a", "op-2", false));

    assertThat(reply.left()).isFalse();
    assertThat(leader.cluster().cordons()).isEmpty();
    assertThat(leader.cluster().assignments().values()).allMatch(one -> one.until() == null);
    assertThat(state("a.1")).isEqualTo(WorkerState.ACTIVE);
  }

  @Test
  void callsOffManyHandOversInSeveralCommits() {
    for (var i = 0; i < 700; i++) {
      create("t" + i);
    }
    drain("a.1");
    leader.keepUp(START);

    var first = (Reply.WorkerChanged) ask(new Request.UncordonWorker("a.1", "op-2", false));
    leader.keepUp(START);
    var second = (Reply.WorkerChanged) ask(new Request.UncordonWorker("a.1", "op-2", false));

    assertThat(first.left()).isTrue();
    assertThat(second.left()).isFalse();
    assertThat(leader.cluster().cordons()).isEmpty();
    assertThat(leader.cluster().assignments().values()).allMatch(one -> one.until() == null);
  }

  @Test
  void doesNotTakeTheCordonOfOneProcessForThatOfTheNext() {
    drain("a.1");
    leave("a.1");
    join("a.2");
    leader.keepUp(START);

    assertThat(state("a.2")).isEqualTo(WorkerState.ACTIVE);
    assertThat(on("a.2")).hasSize(2);
    assertThat(assignment("t").until()).isNull();
  }

  @Test
  void remembersADrainWhileTheWorkerIsAwayForAWhile() {
    join("b.1");
    drain("a.1");
    leave("a.1");
    leader.keepUp(START);
    leader.keepUp(START.plus(TEN_MINUTES));
    join("a.1");
    leader.keepUp(START.plus(TEN_MINUTES));
    create("v");

    assertThat(on("a.1")).isEmpty();
    assertThat(state("a.1")).isEqualTo(WorkerState.DRAINED);
    assertThat(leader.cluster().cordon("a.1")).isEqualTo(new Cordon("a.1", START, DEADLINE));
  }

  @Test
  void countsEveryAbsenceOfADrainedWorkerByItself() {
    drain("a.1");
    leave("a.1");
    leader.keepUp(START);
    join("a.1");
    leader.keepUp(START.plusSeconds(1));
    leave("a.1");
    leader.keepUp(DEADLINE);
    leader.keepUp(DEADLINE.plus(TEN_MINUTES));
    assertThat(leader.cluster().cordons()).containsOnlyKeys("a.1");

    leader.keepUp(DEADLINE.plus(TEN_MINUTES).plusMillis(1));
    assertThat(leader.cluster().cordons()).isEmpty();
  }

  @Test
  void drainsAgainWithAnotherDeadline() {
    join("b.1");
    drain("a.1");
    leader.keepUp(START);
    cordon("a.1", Duration.ofMinutes(1));
    leader.keepUp(START);
    assertThat(assignment("t").until()).isEqualTo(START.plusSeconds(60));

    cordon("a.1", null); // It is cordoned already.
    assertThat(state("a.1")).isEqualTo(WorkerState.DRAINING);
  }

  @Test
  void asksForTheNameWhereSeveralWorkersHaveTheId() {
    join("a.2");

    assertThat(cordon("a", null)).isEqualTo(new Reply.ManyWorkers("a"));
    assertThat(cordon("a.2", null)).isInstanceOf(Reply.WorkerChanged.class);
    assertThat(cordon("c", null)).isEqualTo(new Reply.NoWorker("c"));
  }

  @Test
  void handsOverRunningTasksToEvenOutTheLoadIfSoWanted() {
    create("v");
    create("w");
    List.of("t", "u", "v", "w").forEach(task -> running(task, "a.1"));
    join("b.1");
    leader.keepUp(START);
    assertThat(on("b.1")).isEmpty();
    assertThat(rebalance(false)).isEmpty();

    assertThat(rebalance(true)).containsExactly(new Move("t", "a.1", "b.1"));
    assertThat(assignment("t").until()).isEqualTo(START.plusSeconds(60));
    assertThat(rebalance(true)).isEmpty(); // It is on its way already.

    released("t", "a.1");
    leader.keepUp(START);
    assertThat(on("b.1")).containsExactly("t");
  }

  @Test
  void takesFromAnOwnerOnlyWhatItHasLetGoOfWhenAWorkerJoins() {
    create("v");
    create("w");
    join("b.1");
    leader.keepUp(START);
    assertThat(on("b.1")).isEmpty();
    assertThat(assignment("t").until()).isEqualTo(START.plusSeconds(60));
    assertThat(assignment("u").until()).isNull();

    running("t", "a.1"); // A tick was due before the owner knew.
    leader.keepUp(START);
    assertThat(on("b.1")).isEmpty();
    released("t", "a.1");
    leader.keepUp(START);
    assertThat(on("b.1")).containsExactly("t");
  }

  @Test
  void doesNotTakeWhatWasSaidOfAnotherHandOverForThatToAWorkerThatJoins() {
    create("v");
    create("w");
    List.of("t", "u", "v", "w").forEach(task -> released(task, "a.1"));
    join("b.1");
    leader.keepUp(START);

    assertThat(on("a.1")).hasSize(4);
    assertThat(assignment("t").until()).isNull();
  }

  @Test
  void movesATaskThatIsSettledAtOnce() {
    create("v");
    create("w");
    List.of("t", "u", "v", "w").forEach(this::settled);
    join("b.1");
    leader.keepUp(START);

    assertThat(on("b.1")).containsExactly("t");
  }

  @Test
  void letsTheOwnerHandOverASettledTaskThatIsAskedToRunAgain() {
    create("v");
    create("w");
    List.of("t", "u", "v", "w").forEach(this::settled);
    ask(new Request.RunNow("t", null, "op-run", false));
    join("b.1");
    leader.keepUp(START);

    assertThat(on("a.1")).hasSize(4);
    assertThat(assignment("t").until()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void keepsATaskWhereItWasIfThatIsBestWhenItIsHandedOver() {
    running("t", "a.1");
    running("u", "a.1");
    leader.change(
        image -> image.withAssignment(image.assign(existing(image, "t"), "a.1", DEADLINE)));
    released("t", "a.1");
    leader.keepUp(START);

    assertThat(assignment("t").worker()).isEqualTo("a.1");
    assertThat(assignment("t").until()).isNull();
  }

  private void join(String name) {
    leader.change(image -> image.withWorkers(image.workers().plus(name, node(name, Map.of()))));
  }

  private void leave(String name) {
    leader.change(image -> image.withWorkers(image.workers().minus(name)));
  }

  private void create(String name) {
    ask(new Request.Create(draft(name), null, "create " + name, false));
  }

  private void drain(String worker) {
    cordon(worker, TEN_MINUTES);
  }

  private Reply cordon(String worker, @Nullable Duration within) {
    return ask(new Request.CordonWorker(worker, within, "op", false));
  }

  private List<Move> rebalance(boolean running) {
    return ((Reply.Rebalanced) ask(new Request.Rebalance(running, "op", false))).moves();
  }

  private Reply ask(Request request) {
    return leader.ask(request, START);
  }

  private void released(String task, String by) {
    leader.change(image -> withLedger(image, task, List.of(), by));
  }

  private void running(String task, String worker) {
    leader.change(
        image -> {
          var entry = existing(image, task);
          var run =
              Run.queued(entry.id() + "-1", entry.task(), Run.Cause.TICK, START, START)
                  .started(worker, START);
          return withLedger(image, task, List.of(run), null);
        });
  }

  private void settled(String task) {
    leader.change(
        image -> {
          var known = existing(image, task).task();
          return Images.with(image, LedgerBuilder.of(known, known.since().time()).runs(1).build());
        });
  }

  private static ClusterImage withLedger(
      ClusterImage image, String task, List<Run> live, @Nullable String released) {
    var ledger = LedgerBuilder.of(task, existing(image, task).id()).runs(1).live(live);
    return Images.with(image, ledger.released(released).build());
  }

  private List<String> on(String worker) {
    return leader.cluster().assignments().values().stream()
        .filter(one -> one.worker().equals(worker))
        .map(Assignment::task)
        .toList();
  }

  private Assignment assignment(String task) {
    return requireNonNull(leader.cluster().assignment(task));
  }

  private WorkerState state(String worker) {
    return WorkerState.of(leader.cluster(), worker);
  }

  private String explain(String task) {
    return Placement.explain(leader.cluster(), existing(leader.cluster(), task)).reason();
  }
}

package io.crawlkeeper.master.leader;

import static io.crawlkeeper.master.Images.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.cluster.WorkerState;
import io.crawlkeeper.model.Cordon;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How workers are emptied and get tasks again. */
class DrainTest extends HandOverFixture {

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
}

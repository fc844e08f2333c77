package io.crawlkeeper.master.leader;

import static io.crawlkeeper.master.Images.START;
import static io.crawlkeeper.master.Images.existing;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.placement.Move;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How tasks move to workers that join. */
class RebalanceTest extends HandOverFixture {

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
}

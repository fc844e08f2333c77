package io.crawlkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.simulation.Seeds.Totals;
import io.crawlkeeper.simulation.cluster.Mutant;
import io.crawlkeeper.simulation.invariants.Invariant;
import io.crawlkeeper.simulation.invariants.Invariant.Broken;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What keeps the promises is needed for it: the simulation notices when it is taken away. */
class MutantsTest {

  private static final int SEEDS = 400;

  @Test
  void findsLeadersThatDoNotCheckTheEpoch() throws InterruptedException {
    assertFound(Mutant.WITHOUT_EPOCH_CHECK, Set.of(Invariant.EPOCH_ONLY_RISES));
  }

  @Test
  void findsWorkersThatDoNotCheckTheToken() throws InterruptedException {
    assertFound(
        Mutant.WITHOUT_TOKEN_CHECK,
        Set.of(
            Invariant.ONE_VALID_RUN_TOKEN,
            Invariant.NO_COMMIT_OF_A_SUPERSEDED_ATTEMPT,
            Invariant.EACH_TICK_RECORDED_ONCE));
  }

  @Test
  void findsACursorThatIsNotPartOfTheCommit() throws InterruptedException {
    assertFound(Mutant.WITHOUT_CURSOR_IN_THE_COMMIT, Set.of(Invariant.EACH_TICK_RECORDED_ONCE));
  }

  @Test
  void findsNodesThatGoByTheClocksOfTheirMachines() throws InterruptedException {
    assertFound(Mutant.WITHOUT_TRUSTED_CLOCK, Set.of(Invariant.NOTHING_AHEAD_OF_ITS_TIME));
  }

  @Test
  void findsTasksWhereTheirKindIsNot() throws InterruptedException {
    assertFound(Mutant.WITHOUT_KINDS, Set.of(Invariant.TASKS_WHERE_THEIR_KIND_IS));
  }

  @Test
  void findsThatNothingIsReadAnew() throws InterruptedException {
    assertFound(
        Mutant.WITHOUT_REREAD,
        Set.of(
            Invariant.ALL_TASKS_PLACED_IN_THE_END,
            Invariant.SCHEDULES_GO_ON_IN_THE_END,
            Invariant.REQUESTS_ANSWERED_IN_THE_END));
  }

  private static void assertFound(Mutant mutant, Set<Invariant> broken)
      throws InterruptedException {
    var failure = Seeds.firstFailure(1, SEEDS, mutant, new Totals()).orElseThrow();

    assertThat(failure.cause())
        .isInstanceOfSatisfying(
            Broken.class,
            cause -> {
              System.out.printf(
                  "%s: seed %d breaks %s%n", mutant, failure.seed(), cause.invariant());
              assertThat(cause.invariant()).isIn(broken);
            });
  }
}

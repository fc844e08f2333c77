package io.crawlkeeper.master.leader;

import static io.crawlkeeper.master.Images.existing;
import static io.crawlkeeper.master.Images.images;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Cordon;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DifferencesTest {

  private final ClusterImage mine =
      images().worker("a").tasks(2, "t", "a").running("t-000").running("t-001").image();

  @Test
  void findsNoneWhereAllIsAsItWasWritten() {
    assertThat(Differences.between(mine, mine).none()).isTrue();
  }

  @Test
  void namesWhatIsMissingOrElse() {
    var heard =
        mine.withoutAssignment("t-000")
            .withLedgers(mine.ledgers().minus(existing(mine, "t-001").id()))
            .withTask(new TaskEntry(existing(mine, "t-001").task(), 3))
            .withCordon(new Cordon("b", Instant.EPOCH, null));
    var now = Differences.between(mine, heard);

    assertThat(now.lasting(now))
        .containsExactly("assignment of t-000", "cordon of b", "ledger of t-001", "task t-001");
  }

  @Test
  void takesADifferenceForMomentaryIfTheLeaderHasWrittenMeanwhile() {
    var before = Differences.between(mine, mine.withoutAssignment("t-000"));
    var moved = mine.withAssignment(mine.assign(existing(mine, "t-000"), "b"));
    var now = Differences.between(moved, mine);

    assertThat(now.none()).isFalse();
    assertThat(now.lasting(before)).isEmpty();
  }
}

package io.crawlkeeper.master.leader;

import static io.crawlkeeper.master.Images.START;
import static io.crawlkeeper.master.Images.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.cluster.ClusterImage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A leader that hears late of what it wrote. */
class LaggingFeedTest {

  private final InMemoryStore store = new InMemoryStore();
  private Duration now = Duration.ZERO;
  private Duration lag = Duration.ZERO;
  private final LeaderLoop loop =
      new LeaderLoop(
          store,
          new Surroundings() {
            @Override
            public ClusterImage heard() {
              return ClusterImage.EMPTY;
            }

            @Override
            public Duration lag() {
              return lag;
            }
          },
          () -> START.plus(now),
          () -> now.toNanos(),
          () -> {},
          List.of(draft("t")));

  @BeforeEach
  void lead() {
    loop.elected("latch-1");
    loop.step();
    assertThat(store.facts().cluster().task("t")).isNotNull();
    assertThat(store.loads()).isEqualTo(1);
  }

  @Test
  void readsAllAnewWhereNothingIsHeardOfWhatWasWritten() {
    step(Duration.ofSeconds(31));
    step(Duration.ofSeconds(3));

    assertThat(store.loads()).isEqualTo(2);
  }

  @Test
  void doesNotDoubtWhatIsStillToBeHeardOf() {
    lag = Duration.ofSeconds(5);
    step(Duration.ofSeconds(31));
    step(Duration.ofSeconds(3));
    step(Duration.ofSeconds(3));
    assertThat(store.loads()).isEqualTo(1);

    lag = Duration.ZERO;
    step(Duration.ofSeconds(3));
    step(Duration.ofSeconds(3));
    assertThat(store.loads()).isEqualTo(2);
  }

  private void step(Duration later) {
    now = now.plus(later);
    loop.step();
  }
}

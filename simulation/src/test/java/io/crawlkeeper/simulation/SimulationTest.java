package io.crawlkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.simulation.Seeds.Totals;
import io.crawlkeeper.simulation.cluster.Mutant;
import io.crawlkeeper.simulation.world.Trace;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final long FIRST = Long.getLong("simulation.first", 1);
  private static final long COUNT = Long.getLong("simulation.seeds", 500);
  private static final boolean TRACED = Boolean.getBoolean("simulation.trace");

  @Test
  void keepsAllPromisesWhateverGoesWrong() throws InterruptedException {
    if (TRACED) {
      Seeds.trace(FIRST, Mutant.NONE).forEach(System.out::println);
    }
    var began = System.nanoTime();
    var totals = new Totals();
    var failure = Seeds.firstFailure(FIRST, COUNT, Mutant.NONE, totals);
    System.out.printf(Locale.ROOT, "%s, in %.1f s%n", totals, (System.nanoTime() - began) / 1e9);

    assertThat(failure)
        .withFailMessage(
            () ->
                failure
                    .map(
                        one ->
                            "seed %d: %s%nTo see it alone: ./mvnw -pl simulation -am verify -Dsimulation.first=%d -Dsimulation.seeds=1 -Dsimulation.trace=true"
                                .formatted(one.seed(), one.cause(), one.seed()))
                    .orElse(""))
        .isEmpty();
  }

  @Test
  void doesTheSameAgainWithTheSameSeed() {
    for (var seed = FIRST; seed < FIRST + 5; seed++) {
      assertThat(hash(seed)).isEqualTo(hash(seed));
    }
    assertThat(hash(FIRST)).isNotEqualTo(hash(FIRST + 1));
  }

  private static long hash(long seed) {
    return Seeds.onVirtualThread(() -> Simulation.run(seed, Mutant.NONE, Trace.silent())).hash();
  }
}

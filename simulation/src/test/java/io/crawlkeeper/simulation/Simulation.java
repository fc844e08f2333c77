package io.crawlkeeper.simulation;

import io.crawlkeeper.simulation.cluster.Chaos;
import io.crawlkeeper.simulation.cluster.Cluster;
import io.crawlkeeper.simulation.cluster.Mutant;
import io.crawlkeeper.simulation.cluster.Peace;
import io.crawlkeeper.simulation.world.Trace;
import io.crawlkeeper.simulation.world.World;
import java.time.Duration;

/** One run of the whole cluster, from a seed. To be called on a virtual thread. */
final class Simulation {

  private static final long STORM = Duration.ofSeconds(60).toNanos();
  private static final long CALM = Duration.ofSeconds(65).toNanos();

  /**
   * What there was in it.
   *
   * @param hash of all that happened
   * @param ticks records of ticks
   * @param runs that were made
   */
  record Outcome(long hash, int faults, int ticks, int runs, long epochs) {}

  private Simulation() {}

  /**
   * @throws io.crawlkeeper.simulation.invariants.Invariant.Broken if an invariant does not hold
   */
  static Outcome run(long seed, Mutant mutant, Trace trace) {
    var world = new World(seed, trace);
    try {
      var cluster = new Cluster(world, mutant);
      var chaos = new Chaos(cluster);
      chaos.begin();
      world.run(STORM);
      chaos.end();
      world.run(STORM + CALM);
      new Peace(cluster).check();
      return new Outcome(
          trace.hash(),
          chaos.faults(),
          cluster.invariants().ticks(),
          cluster.invariants().runs().size(),
          cluster.epochs());
    } catch (RuntimeException | AssertionError e) {
      world.tellWhereabouts();
      throw e;
    } finally {
      world.end();
    }
  }
}

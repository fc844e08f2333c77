package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.simulation.world.Actor;
import io.crawlkeeper.zookeeper.ZooKeeperClock;
import java.time.Duration;

/** Asks ZooKeeper for its time about as often as the product does. */
final class Clocks {

  private static final long PERIOD = Duration.ofSeconds(10).toNanos();

  private Clocks() {}

  /** Never returns. */
  static void ask(ZooKeeperClock clock) {
    var actor = Actor.current();
    while (true) {
      clock.ask();
      actor.sleep(PERIOD);
    }
  }
}

package io.crawlkeeper.simulation.keeper;

import io.crawlkeeper.simulation.world.World;
import java.time.Duration;

/** How bad the connections are at present. */
public final class Weather {

  private static final int HALF = 500_000;

  private int breaks;
  private int lostHints;
  private int stalls;

  /** Nothing goes wrong any more. */
  public void calm() {
    breaks = 0;
    lostHints = 0;
    stalls = 0;
  }

  /**
   * @param breakings of the connection in a million requests
   * @param hintLosses in a million hints of watches
   * @param stallings of a thread in a million requests
   */
  public void storm(int breakings, int hintLosses, int stallings) {
    breaks = breakings;
    lostHints = hintLosses;
    stalls = stallings;
  }

  boolean breaksBeforeArrival(World world) {
    return breaks > 0 && world.chance(breaks / 2);
  }

  boolean breaksBeforeReply(World world) {
    return breaks > 0 && world.chance(breaks / 2);
  }

  boolean losesHint(World world) {
    return lostHints > 0 && world.chance(lostHints);
  }

  /** For how long a thread does not come to do what it is about to do, in nanoseconds. */
  long stall(World world) {
    return stalls > 0 && world.chance(stalls)
        ? world.between(Duration.ofMillis(10), Duration.ofSeconds(20))
        : world.random().nextLong(50_000);
  }

  /** How long it takes to connect again; at times too long for the session. */
  long outage(World world) {
    var longer = breaks > 0 && world.chance(HALF / 3);
    return longer
        ? world.between(Duration.ofSeconds(2), Duration.ofSeconds(20))
        : world.between(Duration.ofMillis(20), Duration.ofSeconds(2));
  }
}

package io.crawlkeeper.systemtests;

import io.crawlkeeper.systemtests.harness.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Something that is done to one process, and undone after a while.
 *
 * @param at since the beginning
 * @param victim id of a master or worker
 * @param lasts until a new process is started, or the paused one is woken
 */
record Fault(Duration at, String victim, Kind kind, Duration lasts) {

  private static final Duration START = Duration.ofSeconds(12);

  enum Kind {
    /** SIGKILL. */
    KILL,
    /** SIGSTOP for less than the session. */
    SHORT_PAUSE,
    /** SIGSTOP for longer than the session. */
    LONG_PAUSE
  }

  /** Faults over this time; the same for the same seed. */
  static List<Fault> plan(long seed, List<String> victims, Duration over) {
    var random = new Random(seed);
    var faults = new ArrayList<Fault>();
    Map<String, Duration> healed = new HashMap<>();
    for (var at = pause(random); at.compareTo(over) < 0; at = at.plus(pause(random))) {
      var victim = victims.get(random.nextInt(victims.size()));
      var kind = Kind.values()[random.nextInt(Kind.values().length)];
      var lasts = lasts(kind, random);
      if (healed.getOrDefault(victim, Duration.ZERO).compareTo(at) < 0) {
        faults.add(new Fault(at, victim, kind, lasts));
        healed.put(victim, at.plus(lasts).plus(kind == Kind.KILL ? START : Duration.ZERO));
      }
    }
    return faults;
  }

  private static Duration pause(Random random) {
    return Duration.ofMillis(random.nextInt(1_500, 4_500));
  }

  private static Duration lasts(Kind kind, Random random) {
    var session = (int) Cluster.SHORT_SESSION.toMillis();
    var millis =
        switch (kind) {
          case KILL -> random.nextInt(100, 2 * session);
          case SHORT_PAUSE -> random.nextInt(200, session / 2);
          case LONG_PAUSE -> random.nextInt(session * 5 / 4, session * 5 / 2);
        };
    return Duration.ofMillis(millis);
  }
}

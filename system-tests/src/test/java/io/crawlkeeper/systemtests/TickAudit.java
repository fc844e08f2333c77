package io.crawlkeeper.systemtests;

import static java.util.stream.Collectors.toMap;

import io.crawlkeeper.model.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Whether what is recorded of one schedule accounts for each of its ticks once: pure, so that it
 * can be tested itself.
 */
final class TickAudit {

  private final String task;
  private final Instant first;
  private final Duration every;
  private final Map<Long, Integer> accounted = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  /**
   * A run as it is answered.
   *
   * @param tick nominal time that it was made for
   */
  record RunSeen(String id, Instant tick) {}

  /**
   * @param first nominal time of the first tick
   */
  private TickAudit(String task, Instant first, Duration every) {
    this.task = task;
    this.first = first;
    this.every = every;
  }

  /**
   * What is wrong, a sentence each; empty if all is well.
   *
   * @param last nominal time of the last tick that has to be accounted for
   * @param runs of the task that ticks have brought about
   */
  static List<String> faults(
      String task,
      Instant first,
      Duration every,
      Instant last,
      Collection<Tick> ticks,
      Collection<RunSeen> runs) {
    var audit = new TickAudit(task, first, every);
    ticks.forEach(audit::account);
    audit.compare(last);
    audit.match(ticks, runs);
    return audit.faults;
  }

  /** How many ticks there are up to and including this time. */
  static long count(Instant first, Duration every, Instant last) {
    return last.isBefore(first) ? 0 : Duration.between(first, last).toNanos() / every.toNanos() + 1;
  }

  private void account(Tick tick) {
    var from = index(tick.time());
    var until = tick.until();
    var to = until == null ? from : index(until);
    if (tick.count() != to - from + 1) {
      fault(
          "%s says it stands for %d ticks and spans %d"
              .formatted(tick, tick.count(), to - from + 1));
    }
    LongStream.rangeClosed(from, to).forEach(index -> accounted.merge(index, 1, Integer::sum));
  }

  private long index(Instant time) {
    var since = Duration.between(first, time).toNanos();
    if (since < 0 || since % every.toNanos() != 0) {
      fault("%s is no time of a tick".formatted(time));
    }
    return Math.floorDiv(since, every.toNanos());
  }

  private void compare(Instant last) {
    accounted.forEach(
        (index, times) -> {
          if (times > 1) {
            fault("tick %s is recorded %d times".formatted(time(index), times));
          }
        });
    LongStream.range(0, count(first, every, last))
        .filter(index -> !accounted.containsKey(index))
        .forEach(index -> fault("tick %s is not accounted for".formatted(time(index))));
  }

  private void match(Collection<Tick> ticks, Collection<RunSeen> runs) {
    var made = runs.stream().collect(toMap(RunSeen::id, RunSeen::tick, this::twice));
    Set<String> claimed = new HashSet<>();
    for (var tick : ticks) {
      var run = tick.run();
      if (run == null) {
        continue;
      }
      if (!claimed.add(run)) {
        fault("run %s has two ticks".formatted(run));
      } else if (!tick.time().equals(made.get(run))) {
        fault(
            "%s has a run that is not there for it: %s"
                .formatted(tick, String.valueOf(made.get(run))));
      }
    }
    made.keySet().stream()
        .filter(run -> !claimed.contains(run))
        .forEach(run -> fault("run %s has no record of a tick".formatted(run)));
  }

  private Instant twice(Instant one, Instant other) {
    fault("one run is listed twice, for %s and %s".formatted(one, other));
    return one;
  }

  private Instant time(long index) {
    return first.plus(every.multipliedBy(index));
  }

  private void fault(String text) {
    faults.add(task + ": " + text);
  }
}

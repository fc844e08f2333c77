package io.crawlkeeper.master.schedule;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds schedules that stand still: a tick is overdue by more than a whole period and a grace, or
 * ticks that are to come count as dealt with. It looks at tasks and ledgers alone, so that it finds
 * every cause. What stands still does so until a tick is dealt with or the schedule is changed.
 *
 * <p>Not so where the user wants ticks to wait: while paused, for room, or for a hand-over until
 * its deadline. After such a wait there is a grace.
 *
 * <p>Does no I/O, and reads no clock. For one thread.
 */
public final class Watchdog {

  /** A tick may be late by so much before anybody is told. */
  public static final Duration GRACE = Duration.ofSeconds(30);

  /** By task id, what the look before found. */
  private Map<Long, Seen> before = new HashMap<>();

  /** What a debt follows from, other than the time. */
  private record Facts(int version, @Nullable Instant since, @Nullable Instant cursor) {

    static Facts of(TaskEntry entry, @Nullable Ledger ledger) {
      return ledger == null
          ? new Facts(entry.version(), null, null)
          : new Facts(entry.version(), ledger.since(), ledger.cursor());
    }
  }

  /**
   * @param facts null while it is paused
   * @param calm until then it may stand still
   * @param stoodAt number of the last record of a tick when it began to stand still; null if it
   *     does not, and if a tick was dealt with since
   */
  private record Seen(
      @Nullable Facts facts, Debt debt, Instant calm, boolean stalled, @Nullable Long stoodAt) {

    /** What is resumed has the grace to go on, and has forgotten that it stood still. */
    static Seen paused(Instant now) {
      return new Seen(null, Debt.NONE, now.plus(GRACE), false, null);
    }
  }

  /** Looks once; each time with a later image. */
  public Findings look(ClusterImage image, Instant now) {
    var seen = new HashMap<Long, Seen>();
    var stalled = new TreeMap<String, String>();
    var recovered = new TreeSet<String>();
    for (var entry : image.tasks().values()) {
      if (entry.task().spec().effectiveSchedule().isPaused()) {
        seen.put(entry.id(), Seen.paused(now));
        continue;
      }
      var last = before.get(entry.id());
      var one = see(image, entry, last, now);
      seen.put(entry.id(), one);
      if (one.stalled()) {
        var ahead = now.isBefore(one.debt().ahead());
        stalled.put(entry.name(), Causes.of(image, entry, ahead));
      } else if (last != null && last.stoodAt() != null && one.stoodAt() == null) {
        recovered.add(entry.name());
      }
    }
    before = seen;
    return new Findings(stalled, recovered);
  }

  private static Seen see(ClusterImage image, TaskEntry entry, @Nullable Seen last, Instant now) {
    var ledger = image.ledger(entry);
    var facts = Facts.of(entry, ledger);
    var same = last != null && facts.equals(last.facts()) ? last : null;
    var debt = same == null ? Debt.of(entry.task(), ledger, now) : same.debt();
    var calm = calm(image, entry, last, now);
    var overdue = now.isAfter(debt.deadline());
    var still = same != null && same.stalled();
    var stalled = now.isBefore(debt.ahead()) || (overdue && (still || now.isAfter(calm)));
    var stoodAt = stoodAt(last, stalled, ledger == null ? 0 : ledger.tick());
    return new Seen(facts, debt, calm, stalled, stoodAt);
  }

  private static Instant calm(
      ClusterImage image, TaskEntry entry, @Nullable Seen last, Instant now) {
    if (Causes.waits(image, entry, now)) {
      return now.plus(GRACE);
    }
    return last == null ? Instant.MIN : last.calm();
  }

  private static @Nullable Long stoodAt(@Nullable Seen last, boolean stalled, long tick) {
    var stoodAt = last == null ? null : last.stoodAt();
    if (stalled) {
      return stoodAt == null ? Long.valueOf(tick) : stoodAt;
    }
    return stoodAt == null || tick > stoodAt ? null : stoodAt;
  }
}

package io.crawlkeeper.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * The instants at which the clocks of a zone show what a cron asks for.
 *
 * <p>Where clocks are changed, a cron with a fixed time of day has each local time once: at its
 * first occurrence, or, if clocks leap over it, at the first instant after the gap. Any other has
 * every instant whose local time matches: none in a gap, both passes of an overlap.
 */
record CronTicks(Cron cron, ZoneRules rules) implements Ticks {

  /** After so many changes of the clocks, some hundred years, a time that never comes is let be. */
  private static final int MOST_CHANGES = 200;

  @Override
  public @Nullable Instant next(Instant after) {
    return cron.fixed() ? nextFixed(after) : nextShown(after);
  }

  private @Nullable Instant nextFixed(Instant after) {
    var next = cron.next(settled(after));
    if (next == null) {
      return null;
    }
    var change = rules.getTransition(next);
    return change != null && change.isGap()
        ? change.getInstant()
        : next.toInstant(rules.getOffset(next));
  }

  /** What clocks show; in the second pass of an overlap, the end of the first: it is all done. */
  private LocalDateTime settled(Instant time) {
    var local = LocalDateTime.ofInstant(time, rules.getOffset(time));
    var overlap = rules.getTransition(local);
    return overlap == null || time.isBefore(overlap.getInstant())
        ? local
        : overlap.getDateTimeBefore().minusNanos(1);
  }

  /** From one change of the clocks to the next, as the offset is the same in between. */
  private @Nullable Instant nextShown(Instant after) {
    var offset = rules.getOffset(after);
    var local = LocalDateTime.ofInstant(after, offset);
    var change = rules.nextTransition(after);
    for (var changes = 0; changes < MOST_CHANGES; changes++) {
      var next = cron.next(local);
      if (next == null) {
        return null;
      }
      var tick = next.toInstant(offset);
      if (change == null || tick.isBefore(change.getInstant())) {
        return tick;
      }
      offset = change.getOffsetAfter();
      local = change.getDateTimeAfter().minusNanos(1);
      change = rules.nextTransition(change.getInstant());
    }
    return null;
  }

  /** Walks hours rather than ticks where it can: all that have any have the same number. */
  @Override
  public long count(Instant after, Instant upTo) {
    var count = 0L;
    var hourly = 0L;
    var tick = next(after);
    while (tick != null && !tick.isAfter(upTo)) {
      var hour = hour(tick);
      var end = hour.plus(1, ChronoUnit.HOURS).minusNanos(1);
      if (after.isBefore(hour) && !end.isAfter(upTo) && !changeWithin(hour, end)) {
        hourly = hourly == 0 ? walk(tick, end) : hourly;
        count += hourly;
        tick = next(end);
      } else {
        count++;
        tick = next(tick);
      }
    }
    return count;
  }

  /** When the hour began that clocks show then. */
  private Instant hour(Instant tick) {
    var offset = rules.getOffset(tick);
    return LocalDateTime.ofInstant(tick, offset).truncatedTo(ChronoUnit.HOURS).toInstant(offset);
  }

  private boolean changeWithin(Instant from, Instant to) {
    var change = rules.nextTransition(from.minusNanos(1));
    return change != null && !change.getInstant().isAfter(to);
  }

  private long walk(Instant first, Instant upTo) {
    var count = 0L;
    for (var tick = first; tick != null && !tick.isAfter(upTo); tick = next(tick)) {
      count++;
    }
    return count;
  }

  /** Halves the time in question until no tick is left in it. */
  @Override
  public @Nullable Instant last(Instant after, Instant upTo) {
    var last = next(after);
    if (last == null || last.isAfter(upTo)) {
      return null;
    }
    var end = upTo;
    while (last.isBefore(end)) {
      var half = last.plus(Duration.between(last, end).dividedBy(2));
      var next = next(half);
      if (next != null && !next.isAfter(end)) {
        last = next;
      } else {
        end = half;
      }
    }
    return last;
  }
}

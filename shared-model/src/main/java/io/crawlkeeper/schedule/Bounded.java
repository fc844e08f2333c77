package io.crawlkeeper.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Those ticks that lie within the bounds, both included. */
record Bounded(Ticks ticks, Instant from, Instant to, Duration delay) implements Timetable {

  @Override
  public @Nullable Instant next(Instant after) {
    var start = notBeforeFrom(after);
    var next = start.isBefore(to) ? ticks.next(start) : null;
    return next == null || next.isAfter(to) ? null : next;
  }

  @Override
  public long count(Instant after, Instant upTo) {
    var start = notBeforeFrom(after);
    var end = notAfterTo(upTo);
    return start.isBefore(end) ? ticks.count(start, end) : 0;
  }

  @Override
  public @Nullable Instant last(Instant after, Instant upTo) {
    var start = notBeforeFrom(after);
    var end = notAfterTo(upTo);
    return start.isBefore(end) ? ticks.last(start, end) : null;
  }

  private Instant notBeforeFrom(Instant after) {
    return after.isBefore(from) ? from.minusNanos(1) : after;
  }

  private Instant notAfterTo(Instant upTo) {
    return upTo.isAfter(to) ? to : upTo;
  }
}

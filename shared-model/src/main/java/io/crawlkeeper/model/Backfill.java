package io.crawlkeeper.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backfill that a user asked for and that is not through.
 *
 * @param request its number
 * @param schedule as it was when it was asked for
 * @param next the first tick at or after this is to be run next
 * @param to no tick after this is run
 * @param from the first tick at or after this was to be run first; null where an older version has
 *     written it
 */
public record Backfill(
    long request, ScheduleSpec schedule, Instant next, Instant to, @Nullable Instant from) {

  /** Of which nothing was run yet. */
  public Backfill(long request, ScheduleSpec schedule, Instant from, Instant to) {
    this(request, schedule, from, to, from);
  }

  /** What is left of it when this tick is run. */
  public Backfill after(Instant tick) {
    return new Backfill(request, schedule, tick.plusNanos(1), to, from);
  }
}

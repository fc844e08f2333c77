package io.crawlkeeper.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The ticks of a recurring schedule, as nominal times in ascending order. Immutable; the same on
 * every node.
 */
public interface Timetable {

  /** The first tick after this time, or null if there is none. */
  @Nullable Instant next(Instant after);

  /** How many ticks there are after the one time, up to and including the other. */
  long count(Instant after, Instant upTo);

  /** The last of those, or null if there is none. */
  @Nullable Instant last(Instant after, Instant upTo);

  /** How long after its nominal time each tick is due: the jitter of the task. */
  Duration delay();
}

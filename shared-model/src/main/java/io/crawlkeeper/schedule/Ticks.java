package io.crawlkeeper.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Ticks without an end, as nominal times in ascending order. See {@link Timetable}. */
interface Ticks {

  @Nullable Instant next(Instant after);

  long count(Instant after, Instant upTo);

  @Nullable Instant last(Instant after, Instant upTo);
}

package io.crawlkeeper.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often in a row a run has lost its worker, each time soon after the time before: it may be
 * what takes its workers down.
 *
 * @param inARow at least 1
 * @param last when the last loss was found
 */
public record Losses(int inARow, Instant last) {

  /** A loss that comes later after the one before has nothing to do with it. */
  public static final Duration SOON = Duration.ofMinutes(10);

  /** A run that has lost so many workers in a row gets no other. */
  public static final int MOST = 10;

  /** One more. */
  static Losses after(@Nullable Losses before, Instant now) {
    return before == null || now.isAfter(before.last().plus(SOON))
        ? new Losses(1, now)
        : new Losses(before.inARow() + 1, now);
  }

  public boolean tooMany() {
    return inARow >= MOST;
  }
}

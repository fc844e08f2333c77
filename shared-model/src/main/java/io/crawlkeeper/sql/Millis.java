package io.crawlkeeper.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Times as both databases hold them alike: milliseconds since 1970, and what is finer cut off. */
final class Millis {

  private static final Instant LEAST = Instant.ofEpochMilli(Long.MIN_VALUE);
  private static final Instant MOST = Instant.ofEpochMilli(Long.MAX_VALUE);

  private Millis() {}

  static long of(Instant time) {
    if (time.isBefore(LEAST)) {
      return Long.MIN_VALUE;
    }
    return time.isAfter(MOST) ? Long.MAX_VALUE : time.toEpochMilli();
  }

  /** The least time that can be held and is not before this one: a bound to compare with. */
  static long ceiling(Instant bound) {
    var floor = of(bound);
    return floor < Long.MAX_VALUE && Instant.ofEpochMilli(floor).isBefore(bound)
        ? floor + 1
        : floor;
  }

  static Instant read(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(readNullable(row, column));
  }

  static @Nullable Instant readNullable(ResultSet row, String column) throws SQLException {
    var millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}

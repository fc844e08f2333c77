package io.crawlkeeper.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column, and what it holds of a record.
 *
 * @param type of {@link Types}, so that null has a type as well
 */
record Column<T>(String name, int type, Function<T, @Nullable Object> value) {

  /** PostgreSQL takes no NUL in a text, and a reason may quote what a foreign server said. */
  static <T> Column<T> text(String name, Function<T, @Nullable String> value) {
    return new Column<>(
        name,
        Types.VARCHAR,
        record -> {
          var text = value.apply(record);
          return text == null ? null : text.replace('\0', '\uFFFD');
        });
  }

  static <T> Column<T> number(String name, ToLongFunction<T> value) {
    return new Column<>(name, Types.BIGINT, value::applyAsLong);
  }

  /** SQLite takes NaN for null. */
  static <T> Column<T> decimal(String name, ToDoubleFunction<T> value) {
    return new Column<>(
        name,
        Types.DOUBLE,
        record -> {
          var number = value.applyAsDouble(record);
          return Double.isFinite(number) ? number : 0.0;
        });
  }

  static <T> Column<T> time(String name, Function<T, @Nullable Instant> value) {
    return new Column<>(
        name,
        Types.BIGINT,
        record -> {
          var time = value.apply(record);
          return time == null ? null : Millis.of(time);
        });
  }

  void bind(PreparedStatement statement, int index, T record) throws SQLException {
    statement.setObject(index, value.apply(record), type);
  }
}

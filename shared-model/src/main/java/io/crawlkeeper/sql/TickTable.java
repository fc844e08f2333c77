package io.crawlkeeper.sql;

import static io.crawlkeeper.sql.Column.number;
import static io.crawlkeeper.sql.Column.text;
import static io.crawlkeeper.sql.Column.time;

import io.crawlkeeper.history.History.TickRow;
import io.crawlkeeper.model.Tick;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of ticks as rows. */
final class TickTable {

  /** What is in the ledger was committed, so a record that comes again is the same. */
  static final Insert<TickRow> INSERT =
      Insert.into(
          "ticks",
          List.of(
              number("task_id", TickRow::taskId),
              number("number", row -> row.tick().number()),
              text("task", TickRow::task),
              time("time", row -> row.tick().time()),
              time("until", row -> row.tick().until()),
              number("count", row -> row.tick().count()),
              text("outcome", row -> row.tick().outcome().name()),
              text("reason", row -> name(row.tick().reason())),
              text("run", row -> row.tick().run()),
              time("decided", row -> row.tick().decided())),
          "ON CONFLICT (task_id, number) DO NOTHING");

  private TickTable() {}

  /** By key: two transactions that lock in the same order do not wait for each other. */
  static Collection<TickRow> sorted(Collection<TickRow> rows) {
    return rows.stream()
        .sorted(
            Comparator.comparingLong(TickRow::taskId).thenComparingLong(row -> row.tick().number()))
        .toList();
  }

  static TickRow read(ResultSet row, int index) throws SQLException {
    return new TickRow(
        row.getString("task"),
        row.getLong("task_id"),
        new Tick(
            row.getLong("number"),
            Millis.read(row, "time"),
            Millis.readNullable(row, "until"),
            row.getLong("count"),
            Tick.Outcome.valueOf(row.getString("outcome")),
            reason(row.getString("reason")),
            row.getString("run"),
            Millis.read(row, "decided")));
  }

  private static @Nullable String name(Tick.@Nullable Reason reason) {
    return reason == null ? null : reason.name();
  }

  private static Tick.@Nullable Reason reason(@Nullable String name) {
    return name == null ? null : Tick.Reason.valueOf(name);
  }
}

package io.crawlkeeper.sql;

import static io.crawlkeeper.sql.Column.decimal;
import static io.crawlkeeper.sql.Column.number;
import static io.crawlkeeper.sql.Column.text;
import static io.crawlkeeper.sql.Column.time;

import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs as rows. */
final class RunTable {

  private static final List<Column<RunRow>> COLUMNS =
      List.of(
          text("id", row -> row.run().id()),
          number("token", RunRow::token),
          text("task", row -> row.run().task()),
          number("task_id", row -> row.run().taskId()),
          text("cause", row -> row.run().cause().name()),
          time("tick", row -> row.run().tick()),
          number("attempt", row -> row.run().attempt()),
          number("failures", row -> row.run().failures()),
          number("generation", row -> row.run().generation()),
          text("state", row -> row.run().state().word()),
          text("worker", row -> row.run().worker()),
          text("worker_id", row -> workerId(row.run().worker())),
          time("create_time", row -> row.run().createTime()),
          time("start_time", row -> row.run().startTime()),
          time("end_time", row -> row.run().endTime()),
          time("next_time", row -> row.run().nextTime()),
          number("queued", row -> row.run().progress().queued()),
          number("fetched", row -> row.run().progress().fetched()),
          number("failed", row -> row.run().progress().failed()),
          number("bytes", row -> row.run().progress().bytes()),
          decimal("pages_per_second", row -> row.run().progress().pagesPerSecond()),
          text("output", row -> row.run().output()),
          text("reason", row -> row.run().reason()));

  static final Insert<RunRow> INSERT =
      Insert.into(
          "runs",
          COLUMNS,
          "ON CONFLICT (id) DO UPDATE SET %s WHERE excluded.token > runs.token"
              .formatted(
                  COLUMNS.stream()
                      .map(column -> "%1$s = excluded.%1$s".formatted(column.name()))
                      .collect(Collectors.joining(", "))));

  private RunTable() {}

  /**
   * Of each run the row that counts, by id: PostgreSQL takes a row once in a statement, and two
   * transactions that lock in the same order do not wait for each other.
   */
  static Collection<RunRow> distinct(Collection<RunRow> rows) {
    return rows.stream()
        .collect(
            Collectors.toMap(
                row -> row.run().id(),
                Function.identity(),
                (one, next) -> next.token() > one.token() ? next : one,
                TreeMap::new))
        .values();
  }

  /** The part of a worker's name that the operator gave it; an id is its own. */
  static String workerId(String worker) {
    var dot = worker.indexOf('.');
    return dot < 0 ? worker : worker.substring(0, dot);
  }

  static Run read(ResultSet row, int number) throws SQLException {
    return new Run(
        row.getString("id"),
        row.getString("task"),
        row.getLong("task_id"),
        Run.Cause.valueOf(row.getString("cause")),
        Millis.readNullable(row, "tick"),
        row.getInt("attempt"),
        row.getInt("failures"),
        row.getLong("generation"),
        RunState.of(row.getString("state")),
        row.getString("worker"),
        Millis.read(row, "create_time"),
        Millis.readNullable(row, "start_time"),
        Millis.readNullable(row, "end_time"),
        Millis.readNullable(row, "next_time"),
        progress(row),
        row.getString("output"),
        row.getString("reason"),
        null);
  }

  private static Progress progress(ResultSet row) throws SQLException {
    return new Progress(
        row.getLong("queued"),
        row.getLong("fetched"),
        row.getLong("failed"),
        row.getLong("bytes"),
        row.getDouble("pages_per_second"));
  }
}

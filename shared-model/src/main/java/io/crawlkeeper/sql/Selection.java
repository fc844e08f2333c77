package io.crawlkeeper.sql;

import io.crawlkeeper.history.History.RunQuery;
import io.crawlkeeper.history.History.TickQuery;
import io.crawlkeeper.model.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Builds the statement that answers a query. Each form of it has an index that gives the order. */
final class Selection {

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();

  static Selection of(RunQuery query) {
    var worker = query.worker();
    var selection =
        new Selection()
            .where("task_id = ?", query.taskId())
            .where("task = ?", query.task())
            .where("state = ?", word(query.state()))
            .where("worker_id = ?", worker == null ? null : RunTable.workerId(worker))
            .where("worker = ?", worker == null || worker.indexOf('.') < 0 ? null : worker)
            .where("create_time >= ?", bound(query.from()))
            .where("create_time < ?", bound(query.to()));
    var after = query.after();
    if (after != null) {
      selection.conditions.add("(create_time, id) < (?, ?)");
      selection.parameters.add(Millis.of(after.created()));
      selection.parameters.add(after.id());
    }
    return selection;
  }

  static Selection of(TickQuery query) {
    var outcome = query.outcome();
    return new Selection()
        .where("task_id = ?", query.taskId())
        .where("outcome = ?", outcome == null ? null : outcome.name())
        .where("time >= ?", bound(query.from()))
        .where("time < ?", bound(query.to()))
        .where("number < ?", query.before());
  }

  StatementSpec runs(JdbcClient client, int limit) {
    return client
        .sql(text("runs") + " ORDER BY create_time DESC, id DESC LIMIT " + limit)
        .params(parameters);
  }

  StatementSpec ticks(JdbcClient client, int limit) {
    return client.sql(text("ticks") + " ORDER BY number DESC LIMIT " + limit).params(parameters);
  }

  private String text(String table) {
    return "SELECT * FROM "
        + table
        + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
  }

  private Selection where(String condition, @Nullable Object parameter) {
    if (parameter != null) {
      conditions.add(condition);
      parameters.add(parameter);
    }
    return this;
  }

  private static @Nullable String word(@Nullable RunState state) {
    return state == null ? null : state.word();
  }

  private static @Nullable Long bound(@Nullable Instant time) {
    return time == null ? null : Millis.ceiling(time);
  }
}

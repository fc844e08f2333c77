package io.crawlkeeper.master.web;

import io.crawlkeeper.history.History;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunRequest;
import io.crawlkeeper.model.RunState;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are asked for. Null means any.
 *
 * @param task name of the task
 * @param former whether runs of tasks count that had this name before, or have it no more
 * @param state as it stands in answers
 * @param worker id, or name with incarnation
 * @param from created at that time or later
 * @param to created before that time
 * @param after where the page before ended
 */
record RunQuery(
    @Nullable String task,
    boolean former,
    @Nullable String state,
    @Nullable String worker,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable RunCursor after,
    int limit) {

  private static final int USUAL = 100;

  private static final List<String> STATES =
      Stream.concat(Stream.of(RunJson.REQUESTED), RunState.all().stream().map(RunState::word))
          .toList();

  /**
   * @param named the task whose runs are asked for; null if the query can name it
   * @throws Refusal if a parameter is wrong or not known
   */
  static RunQuery of(HttpServletRequest request, @Nullable String named) {
    var query =
        named == null
            ? Query.of(request, "task", "state", "worker", "from", "to", "limit", "cursor")
            : Query.of(request, "state", "worker", "from", "to", "limit", "cursor");
    var limit = query.one("limit", Filters::limit);
    var read =
        new RunQuery(
            named == null ? query.one("task", name -> name) : named,
            named == null,
            query.one("state", word -> Filters.word(STATES, word)),
            query.one("worker", Filters::worker),
            query.one("from", Filters::instant),
            query.one("to", Filters::instant),
            query.one("cursor", RunCursor::decode),
            Objects.requireNonNullElse(limit, USUAL));
    query.finish();
    return read;
  }

  boolean matches(Run run) {
    return (state == null || run.state().word().equals(state))
        && (worker == null || Filters.isCalled(run.worker(), worker))
        && matches(run.createTime());
  }

  boolean matches(RunRequest request) {
    return (state == null || state.equals(RunJson.REQUESTED))
        && worker == null
        && matches(request.time());
  }

  private boolean matches(Instant created) {
    return (from == null || !created.isBefore(from)) && (to == null || created.isBefore(to));
  }

  /** The same for the history, for one more than the page has; null if it has none of these. */
  History.@Nullable RunQuery ofHistory(@Nullable Long taskId) {
    if (RunJson.REQUESTED.equals(state)) {
      return null;
    }
    return new History.RunQuery(
        former ? null : taskId,
        former ? task : null,
        state == null ? null : RunState.of(state),
        worker,
        from,
        to,
        after == null ? null : new History.Place(after.created(), after.id()),
        limit + 1);
  }
}

package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.cluster.TaskState;
import io.crawlkeeper.master.schedule.Stalls;
import io.crawlkeeper.model.Assignment;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are asked for. Null and empty mean: any.
 *
 * @param after the name before the page
 * @param worker id, or name with incarnation
 * @param text lower-case part of the name
 * @param stalled whether its schedule stands still
 */
record TaskQuery(
    int limit,
    String after,
    @Nullable TaskState state,
    @Nullable String worker,
    List<LabelFilter> labels,
    String text,
    @Nullable Boolean stalled) {

  private static final int USUAL = 100;

  /**
   * @throws Refusal if a parameter is wrong or not known
   */
  static TaskQuery of(HttpServletRequest request) {
    var query = Query.of(request, "limit", "cursor", "state", "worker", "label", "q", "stalled");
    var limit = query.one("limit", Filters::limit);
    var after = query.one("cursor", Cursor::decode);
    var state = query.one("state", Filters::state);
    var worker = query.one("worker", Filters::worker);
    var labels = query.all("label", LabelFilter::parse);
    var text = query.one("q", Filters::text);
    var stalled = query.one("stalled", Filters::truth);
    query.finish();
    return new TaskQuery(
        Objects.requireNonNullElse(limit, USUAL),
        Objects.requireNonNullElse(after, ""),
        state,
        worker,
        labels,
        Objects.requireNonNullElse(text, ""),
        stalled);
  }

  /** In order of names; one more than the limit if there are more. */
  List<TaskEntry> select(ClusterImage image, Stalls stalls) {
    var still = stalls.stalled().keySet();
    return image.tasks().tailMap(after, false).values().stream()
        .filter(entry -> stalled == null || stalled == still.contains(entry.name()))
        .filter(entry -> matches(image, entry))
        .limit(limit + 1L)
        .toList();
  }

  private boolean matches(ClusterImage image, TaskEntry entry) {
    return entry.name().toLowerCase(Locale.ROOT).contains(text)
        && labels.stream().allMatch(label -> label.matches(entry.task().labels()))
        && (worker == null || livesOn(worker, image.assignment(entry.name())))
        && (state == null || image.state(entry) == state);
  }

  private static boolean livesOn(String worker, @Nullable Assignment assignment) {
    return assignment != null && Filters.isCalled(assignment.worker(), worker);
  }
}

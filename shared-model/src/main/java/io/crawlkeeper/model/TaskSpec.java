package io.crawlkeeper.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a task does, when, how its runs are carried out and where it may be placed; all but {@code
 * crawl} are null when the user said nothing.
 */
public record TaskSpec(
    CrawlSpec crawl,
    @Nullable ScheduleSpec schedule,
    @Nullable RunSpec run,
    @Nullable PlacementSpec placement) {

  /** The label of a worker that has a browser. */
  public static final Map<String, String> RENDERS = Map.of("render", "true");

  /** The weight of the task in placement; 1 when not given. */
  public int weight() {
    return effectivePlacement().effectiveWeight();
  }

  public PlacementSpec effectivePlacement() {
    return placement == null ? PlacementSpec.ANYWHERE : placement;
  }

  /** Labels that a worker must have: those that were asked for, and what the crawl takes. */
  public Map<String, String> requiredLabels() {
    if (crawl.render() == null) {
      return effectivePlacement().requiredLabels();
    }
    var labels = new HashMap<>(effectivePlacement().requiredLabels());
    labels.putAll(RENDERS);
    return labels;
  }

  public ScheduleSpec effectiveSchedule() {
    return Objects.requireNonNullElse(schedule, ScheduleSpec.ONCE);
  }

  public RunSpec effectiveRun() {
    return Objects.requireNonNullElse(run, RunSpec.DEFAULT);
  }
}

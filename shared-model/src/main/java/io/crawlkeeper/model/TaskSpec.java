package io.crawlkeeper.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a task does, when, how its runs are carried out and where it may be placed; all but the
 * first are null when the user said nothing.
 *
 * @param work in JSON the field that is called as its kind, such as {@code crawl}
 */
public record TaskSpec(
    WorkSpec work,
    @Nullable ScheduleSpec schedule,
    @Nullable RunSpec run,
    @Nullable PlacementSpec placement) {

  /** The label of a worker that has a browser. */
  public static final Map<String, String> RENDERS = Map.of("render", "true");

  /** What a worker must offer to carry the task out. */
  public String kind() {
    return work.kind();
  }

  /**
   * What to crawl.
   *
   * @throws IllegalStateException if the task is no crawl
   */
  public CrawlSpec crawl() {
    return asked(CrawlSpec.class);
  }

  /**
   * Which container to run.
   *
   * @throws IllegalStateException if the task is none of a container
   */
  public JobSpec job() {
    return asked(JobSpec.class);
  }

  /**
   * Which URL to call.
   *
   * @throws IllegalStateException if the task is no call
   */
  public HttpSpec http() {
    return asked(HttpSpec.class);
  }

  /**
   * What a plug-in is to do.
   *
   * @throws IllegalStateException if the task is for none
   */
  public PluginSpec plugin() {
    return asked(PluginSpec.class);
  }

  private <T extends WorkSpec> T asked(Class<T> type) {
    if (!type.isInstance(work)) {
      throw new IllegalStateException("the task is a " + kind());
    }
    return type.cast(work);
  }

  /** The weight of the task in placement; 1 when not given. */
  public int weight() {
    return effectivePlacement().effectiveWeight();
  }

  public PlacementSpec effectivePlacement() {
    return placement == null ? PlacementSpec.ANYWHERE : placement;
  }

  /** Labels that a worker must have: those that were asked for, and what the crawl takes. */
  public Map<String, String> requiredLabels() {
    if (!(work instanceof CrawlSpec crawl) || crawl.render() == null) {
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

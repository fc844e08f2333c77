package io.crawlkeeper.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a task may live.
 *
 * @param weight share of a worker that the task takes, 1 to 1000; null means 1
 * @param requires labels that the worker must have, with these values; null means none
 */
public record PlacementSpec(@Nullable Integer weight, @Nullable Map<String, String> requires) {

  public static final PlacementSpec ANYWHERE = new PlacementSpec(null, null);

  public PlacementSpec {
    requires = requires == null ? null : Map.copyOf(requires);
  }

  public int effectiveWeight() {
    return weight == null ? 1 : weight;
  }

  public Map<String, String> requiredLabels() {
    return requires == null ? Map.of() : requires;
  }

  /** This placement with its defaults spelled out. */
  public PlacementSpec effective() {
    return new PlacementSpec(effectiveWeight(), requiredLabels());
  }
}

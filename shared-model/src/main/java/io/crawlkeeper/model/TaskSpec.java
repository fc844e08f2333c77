package io.crawlkeeper.model;

import org.jspecify.annotations.Nullable;

/**
 * What a task does and where it may be placed; {@code placement} is null when the user said
 * nothing.
 */
public record TaskSpec(CrawlSpec crawl, @Nullable PlacementSpec placement) {

  /** The weight of the task in placement; 1 when not given. */
  public int weight() {
    return effectivePlacement().effectiveWeight();
  }

  public PlacementSpec effectivePlacement() {
    return placement == null ? PlacementSpec.ANYWHERE : placement;
  }
}

package io.crawlkeeper.master.schedule;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one look at all schedules found.
 *
 * @param stalled why each schedule that stands still does so, by the name of the task
 * @param recovered tasks whose schedules stood still at a look before, and do not any more, as a
 *     tick was dealt with
 */
public record Findings(SortedMap<String, String> stalled, SortedSet<String> recovered) {

  public static final Findings NONE = of(Map.of(), Set.of());

  public Findings {
    stalled = Collections.unmodifiableSortedMap(new TreeMap<>(stalled));
    recovered = Collections.unmodifiableSortedSet(new TreeSet<>(recovered));
  }

  static Findings of(Map<String, String> stalled, Set<String> recovered) {
    return new Findings(new TreeMap<>(stalled), new TreeSet<>(recovered));
  }
}

package io.crawlkeeper.worker.crawl.frontier;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which origins are leased, and which entries are handed out and not committed. One thread. As
 * large as what its holder has asked for, whatever the size of the queue.
 */
public final class Handouts {
  private final Set<String> leased = new HashSet<>();
  private final Map<String, Set<Long>> entries = new HashMap<>();

  public boolean isLeased(String origin) {
    return leased.contains(origin);
  }

  public void lease(String origin) {
    leased.add(origin);
  }

  public void release(String origin) {
    leased.remove(origin);
  }

  /** Origins that are leased. */
  public Set<String> leased() {
    return Set.copyOf(leased);
  }

  /** Origins that are leased or have entries handed out. */
  public int origins() {
    return leased.size() + entries.size();
  }

  public void hand(String origin, Collection<FrontierEntry> taken) {
    if (!taken.isEmpty()) {
      var ids = entries.computeIfAbsent(origin, _ -> new HashSet<>());
      taken.forEach(entry -> ids.add(entry.id()));
    }
  }

  /** How many entries of the origin are handed out. */
  public int count(String origin) {
    return entries.getOrDefault(origin, Set.of()).size();
  }

  /** Those of the entries that are not handed out, in their order, up to {@code most}. */
  public List<FrontierEntry> free(String origin, List<FrontierEntry> candidates, int most) {
    var ids = entries.getOrDefault(origin, Set.of());
    return candidates.stream().filter(entry -> !ids.contains(entry.id())).limit(most).toList();
  }

  /** What is committed is not handed out any more. */
  public void settle(Commit commit) {
    commit.done().forEach(done -> settle(done.entry()));
    commit.deferred().forEach(deferral -> settle(deferral.entry()));
  }

  private void settle(FrontierEntry entry) {
    var origin = entry.url().origin();
    var ids = entries.get(origin);
    if (ids != null && ids.remove(entry.id()) && ids.isEmpty()) {
      entries.remove(origin);
    }
  }
}

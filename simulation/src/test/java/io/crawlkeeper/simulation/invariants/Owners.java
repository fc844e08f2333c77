package io.crawlkeeper.simulation.invariants;

import static io.crawlkeeper.simulation.invariants.Invariant.ONE_VALID_RUN_TOKEN;

import io.crawlkeeper.simulation.keeper.Commit;
import io.crawlkeeper.znode.ZnodePaths;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which worker each task is assigned to. */
final class Owners {

  private static final int LEAF = 3;

  private final Map<String, TreeSet<String>> workers = new HashMap<>();

  void check(Commit commit) {
    for (var effect : commit.effects()) {
      if (effect.path().startsWith(ZnodePaths.ASSIGNMENTS)) {
        var parts = ZnodePaths.parts(effect.path());
        if (parts.size() == LEAF) {
          var owners = workers.computeIfAbsent(parts.get(2), _ -> new TreeSet<>());
          var _ = effect.after() == null ? owners.remove(parts.get(1)) : owners.add(parts.get(1));
        }
      }
    }
    workers.forEach(
        (task, owners) ->
            ONE_VALID_RUN_TOKEN.check(
                owners.size() <= 1, () -> task + " is assigned to several: " + owners));
  }

  Set<String> of(String task) {
    return workers.getOrDefault(task, new TreeSet<>());
  }
}

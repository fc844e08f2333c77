package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.ClusterImage;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Where others see something else in ZooKeeper than the leader has written. What is heard lags
 * behind, so a difference counts only if it is still there some time later, while the leader has
 * written nothing else. Pure.
 *
 * @param mine by the name of the fact, what the leader has of it
 */
record Differences(Map<String, Object> mine) {

  static final Differences NONE = new Differences(Map.of());

  private static final String ABSENT = "absent";

  Differences {
    mine = Map.copyOf(mine);
  }

  static Differences between(ClusterImage mine, ClusterImage heard) {
    var found = new HashMap<String, Object>();
    gather(
        found,
        "task",
        mine.tasks(),
        heard.tasks(),
        (one, other) -> one.id() == other.id() && one.version() == other.version());
    gather(found, "assignment of", mine.assignments(), heard.assignments(), Object::equals);
    gather(found, "requests of", mine.requests(), heard.requests(), Object::equals);
    gather(found, "cordon of", mine.cordons(), heard.cordons(), Object::equals);
    for (var entry : mine.tasks().values()) {
      if (!heard.ledgers().containsKey(entry.id())) {
        found.put("ledger of " + entry.name(), entry.id());
      }
    }
    return new Differences(found);
  }

  private static <K, V> void gather(
      Map<String, Object> found,
      String what,
      Map<K, V> mine,
      Map<K, V> heard,
      BiPredicate<V, V> same) {
    mine.forEach(
        (key, value) -> {
          var other = heard.get(key);
          if (other == null || !same.test(value, other)) {
            found.put(what + " " + key, value);
          }
        });
    for (var key : heard.keySet()) {
      if (!mine.containsKey(key)) {
        found.put(what + " " + key, ABSENT);
      }
    }
  }

  boolean none() {
    return mine.isEmpty();
  }

  /** The names of what differed then as it does now. */
  Set<String> lasting(Differences then) {
    var names = new TreeSet<String>();
    mine.forEach(
        (name, value) -> {
          if (Objects.equals(then.mine.get(name), value)) {
            names.add(name);
          }
        });
    return names;
  }
}

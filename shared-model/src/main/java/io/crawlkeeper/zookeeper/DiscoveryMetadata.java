package io.crawlkeeper.zookeeper;

import io.crawlkeeper.model.NodeIdentity;
import io.crawlkeeper.model.WorkerNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a node tells of itself in discovery, besides its address.
 *
 * @param slots runs at once; 0 for masters
 * @param labels what tasks can require
 * @param kinds of tasks that it carries out; none for masters
 * @param version of the software
 * @param database id of the one that its history is in; empty if it has none
 */
public record DiscoveryMetadata(
    int slots, Map<String, String> labels, Set<String> kinds, String version, String database) {

  public static final String DATABASE = "database";
  private static final String LABEL = "label.";
  private static final String KINDS = "kinds";

  public DiscoveryMetadata {
    labels = Map.copyOf(labels);
    kinds = Set.copyOf(kinds);
  }

  /** As it stands in discovery. */
  public Map<String, String> asMap(NodeIdentity identity) {
    var map = new TreeMap<String, String>();
    map.put("id", identity.id());
    map.put("name", identity.name());
    map.put("slots", String.valueOf(slots));
    map.put("version", version);
    if (!kinds.isEmpty()) {
      map.put(KINDS, String.join(",", new TreeSet<>(kinds)));
    }
    if (!database.isEmpty()) {
      map.put(DATABASE, database);
    }
    labels.forEach((key, value) -> map.put(LABEL + key, value));
    return map;
  }

  /**
   * The worker that an entry of discovery stands for.
   *
   * @throws IllegalArgumentException if the metadata is not that of a worker
   */
  public static WorkerNode worker(String address, Map<String, String> metadata) {
    if (!metadata.containsKey("name")) {
      throw new IllegalArgumentException("no name in the metadata of " + address);
    }
    var labels =
        metadata.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(LABEL))
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().substring(LABEL.length()), Map.Entry::getValue));
    return new WorkerNode(
        metadata.getOrDefault("name", ""),
        metadata.getOrDefault("id", ""),
        address,
        Integer.parseInt(metadata.getOrDefault("slots", "1")),
        labels,
        kinds(metadata.get(KINDS)),
        metadata.getOrDefault("version", ""));
  }

  private static Set<String> kinds(@Nullable String announced) {
    return announced == null ? WorkerNode.FIRST_KINDS : Set.of(announced.split(",", -1));
  }
}

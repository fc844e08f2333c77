package io.crawlkeeper.model;

import java.util.Map;
import java.util.Set;

/**
 * A worker that is alive.
 *
 * @param name id and incarnation, {@code worker-1.mc4x2k}: a new process is a new owner
 * @param id what the operator called it
 * @param address {@code host:port} of its HTTP endpoint
 * @param slots runs it carries out at once, at least 1
 * @param labels what tasks can require of it
 * @param kinds of tasks that it can carry out
 * @param version of the software it runs
 */
public record WorkerNode(
    String name,
    String id,
    String address,
    int slots,
    Map<String, String> labels,
    Set<String> kinds,
    String version) {

  /** Those of a worker that announces none: it is of a version that had only this one. */
  public static final Set<String> FIRST_KINDS = Set.of(CrawlSpec.KIND);

  public WorkerNode {
    labels = Map.copyOf(labels);
    kinds = Set.copyOf(kinds);
  }

  /** A worker that carries out crawls alone. */
  public WorkerNode(
      String name,
      String id,
      String address,
      int slots,
      Map<String, String> labels,
      String version) {
    this(name, id, address, slots, labels, FIRST_KINDS, version);
  }

  /** How the worker is named to users: {@code worker-1.mc4x2k|127.0.0.1:9089}. */
  public String assignedNode() {
    return name + "|" + address;
  }

  public boolean offers(Map<String, String> required) {
    return labels.entrySet().containsAll(required.entrySet());
  }

  /** Whether it has what the task takes: its kind, and the labels that it requires. */
  public boolean fits(TaskSpec spec) {
    return kinds.contains(spec.kind()) && offers(spec.requiredLabels());
  }
}

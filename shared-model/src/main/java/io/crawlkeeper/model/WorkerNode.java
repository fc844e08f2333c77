package io.crawlkeeper.model;

import java.util.Map;

/**
 * A worker that is alive.
 *
 * @param name id and incarnation, {@code worker-1.mc4x2k}: a new process is a new owner
 * @param id what the operator called it
 * @param address {@code host:port} of its HTTP endpoint
 * @param slots runs it carries out at once, at least 1
 * @param labels what tasks can require of it
 * @param version of the software it runs
 */
public record WorkerNode(
    String name, String id, String address, int slots, Map<String, String> labels, String version) {

  public WorkerNode {
    labels = Map.copyOf(labels);
  }

  /** How the worker is named to users: {@code worker-1.mc4x2k|127.0.0.1:9089}. */
  public String assignedNode() {
    return name + "|" + address;
  }

  public boolean offers(Map<String, String> required) {
    return labels.entrySet().containsAll(required.entrySet());
  }
}

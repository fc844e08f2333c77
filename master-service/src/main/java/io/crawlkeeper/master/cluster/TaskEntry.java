package io.crawlkeeper.master.cluster;

import io.crawlkeeper.model.Task;

/**
 * A task and the version of its znode, which is its ETag.
 *
 * @param version as ZooKeeper counts it: 0 when created, one more with each change
 */
public record TaskEntry(Task task, int version) {

  public String name() {
    return task.name();
  }

  public long id() {
    return task.id();
  }
}

package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.model.WorkerNode;

/** Looks up what a read is about, or refuses it. */
final class Views {

  private Views() {}

  /**
   * @throws Refusal if this master has not read the cluster yet
   */
  static ClusterImage image(ClusterView view) {
    if (!view.loaded()) {
      throw new Refusal(Problems.notLoaded());
    }
    return view.image();
  }

  /**
   * @throws Refusal if there is no such task
   */
  static TaskEntry entry(ClusterImage image, String name) {
    var entry = image.task(name);
    if (entry == null) {
      throw new Refusal(Problems.noSuchTask(name));
    }
    return entry;
  }

  /**
   * @param idOrName id of the worker, or its name with incarnation
   * @throws Refusal if there is none, or more than one
   */
  static WorkerNode worker(ClusterImage image, String idOrName) {
    var found = image.workersCalled(idOrName);
    return switch (found.size()) {
      case 0 -> throw new Refusal(RunProblems.noSuchWorker(idOrName));
      case 1 -> found.getFirst();
      default -> throw new Refusal(RunProblems.ambiguousWorker(idOrName));
    };
  }
}

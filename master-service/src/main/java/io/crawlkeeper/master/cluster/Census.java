package io.crawlkeeper.master.cluster;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The tasks of an image, counted in one pass.
 *
 * @param states how many are in each state
 * @param workers what each worker has that has any
 */
public record Census(Map<TaskState, Integer> states, Map<String, Share> workers) {

  public static final Census NONE = new Census(Map.of(), Map.of());

  public Census {
    states = Map.copyOf(states);
    workers = Map.copyOf(workers);
  }

  /**
   * What one worker has.
   *
   * @param tasks how many are placed on it
   * @param running how many of those run
   */
  public record Share(int tasks, int running) {

    static final Share NOTHING = new Share(0, 0);

    Share plus(Share other) {
      return new Share(tasks + other.tasks, running + other.running);
    }
  }

  public static Census of(ClusterImage image) {
    var states = new EnumMap<TaskState, Integer>(TaskState.class);
    var workers = new HashMap<String, Share>();
    for (var entry : image.tasks().values()) {
      states.merge(image.state(entry), 1, Integer::sum);
      var assignment = image.assignment(entry.name());
      if (assignment != null) {
        workers.merge(assignment.worker(), new Share(1, image.running(entry) ? 1 : 0), Share::plus);
      }
    }
    return new Census(states, workers);
  }

  public int count(TaskState state) {
    return states.getOrDefault(state, 0);
  }

  public Share share(String worker) {
    return workers.getOrDefault(worker, Share.NOTHING);
  }
}

package io.crawlkeeper.simulation.invariants;

import static io.crawlkeeper.simulation.invariants.Invariant.NO_ACKNOWLEDGED_TASK_LOST;

import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.simulation.keeper.Commit;
import io.crawlkeeper.simulation.keeper.ModelZooKeeper;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What users have been told, held against what ZooKeeper has. */
public final class Acknowledged {

  private final ModelZooKeeper zooKeeper;
  private final Map<String, Long> created = new HashMap<>();
  private final Set<String> deleting = new HashSet<>();
  private final Map<String, Long> requests = new HashMap<>();

  public Acknowledged(ModelZooKeeper zooKeeper) {
    this.zooKeeper = zooKeeper;
  }

  /** A task may go only if its user has asked for it. */
  public void check(Commit commit) {
    for (var effect : commit.effects()) {
      if (effect.after() == null && effect.path().startsWith(ZnodePaths.TASKS)) {
        var task = ZnodePaths.nameOf(effect.path());
        NO_ACKNOWLEDGED_TASK_LOST.check(
            deleting.contains(task), () -> task + " is deleted, and nobody has asked for that");
      }
    }
  }

  public void creating(String task) {
    deleting.remove(task);
  }

  public void created(String task, TaskEntry entry) {
    created.put(task, entry.id());
    var there = task(task);
    NO_ACKNOWLEDGED_TASK_LOST.check(
        there.id() == entry.id(), () -> entry + " is acknowledged, but there is " + there);
  }

  public void changed(String task, TaskEntry entry, TaskSpec spec) {
    created.put(task, entry.id());
    var there = task(task);
    NO_ACKNOWLEDGED_TASK_LOST.check(
        there.id() == entry.id() && there.spec().equals(spec),
        () -> entry + " is acknowledged, but there is " + there);
  }

  public void deleting(String task) {
    deleting.add(task);
    created.remove(task);
    requests.remove(task);
  }

  public void deleted(String task, Reply reply) {
    NO_ACKNOWLEDGED_TASK_LOST.check(
        (reply instanceof Reply.Deleted || reply instanceof Reply.Absent)
            && zooKeeper.node(ZnodePaths.task(task)) == null,
        () -> "the deletion of " + task + " was answered " + reply);
  }

  public void requested(TaskEntry entry, String run) {
    var number = Long.valueOf(run.substring(run.lastIndexOf('r') + 1));
    requests.merge(entry.name(), number, Math::max);
  }

  public void unexpected(String task, Reply reply) {
    NO_ACKNOWLEDGED_TASK_LOST.check(false, () -> task + ": a plain request was answered " + reply);
  }

  /** The last run that was promised to a user of the task; 0 if none was. */
  public long lastRequest(String task) {
    return requests.getOrDefault(task, 0L);
  }

  /** What has to be there in the end. */
  public void checkInTheEnd() {
    created.forEach(
        (task, id) ->
            NO_ACKNOWLEDGED_TASK_LOST.check(
                task(task).id() == id, () -> task + " is not the one that was acknowledged"));
  }

  private Task task(String name) {
    var node = zooKeeper.node(ZnodePaths.task(name));
    if (node == null) {
      throw new Invariant.Broken(NO_ACKNOWLEDGED_TASK_LOST, name + " is not there");
    }
    return ZnodeCodec.decode(node.data(), Task.class);
  }
}

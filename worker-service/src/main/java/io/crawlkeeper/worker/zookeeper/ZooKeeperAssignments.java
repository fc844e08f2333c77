package io.crawlkeeper.worker.zookeeper;

import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.worker.assignment.AssignedTask;
import io.crawlkeeper.worker.assignment.AssignmentSource;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.MultiReads;
import io.crawlkeeper.zookeeper.Znode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;

/** Reads the assignments of one worker, with their tasks and runs. */
public final class ZooKeeperAssignments implements AssignmentSource {

  private final MultiReads reads;
  private final String worker;

  public ZooKeeperAssignments(CuratorFramework client, String worker) {
    this.reads = new MultiReads(client);
    this.worker = worker;
  }

  @Override
  public Map<String, AssignedTask> all() throws Exception {
    return of(reads.children(List.of(ZnodePaths.assignments(worker))));
  }

  @Override
  public Map<String, AssignedTask> some(Collection<String> names) throws Exception {
    return of(names.stream().map(name -> ZnodePaths.assignment(worker, name)).toList());
  }

  private Map<String, AssignedTask> of(Collection<String> paths) throws Exception {
    var assignments = new ArrayList<Assignment>(paths.size());
    for (var znode : reads.data(paths)) {
      var assignment = znode.asIfReadable(Assignment.class);
      if (assignment != null) {
        assignments.add(assignment);
      }
    }
    var wanted = new ArrayList<String>(assignments.size() * 2);
    for (var assignment : assignments) {
      wanted.add(ZnodePaths.task(assignment.task()));
      wanted.add(ZnodePaths.run(assignment.task(), assignment.taskId()));
    }
    var found = reads.byPath(wanted);
    var tasks = new HashMap<String, AssignedTask>();
    for (var assignment : assignments) {
      var assigned =
          assigned(
              assignment,
              found.get(ZnodePaths.task(assignment.task())),
              found.get(ZnodePaths.run(assignment.task(), assignment.taskId())));
      if (assigned != null) {
        tasks.put(assignment.task(), assigned);
      }
    }
    return tasks;
  }

  /** Null where a part is missing or cannot be read, so that the other tasks go on. */
  private static @Nullable AssignedTask assigned(
      Assignment assignment, @Nullable Znode taskNode, @Nullable Znode runNode) {
    if (taskNode == null || runNode == null || taskNode.version() < assignment.taskVersion()) {
      return null;
    }
    var task = taskNode.asIfReadable(Task.class);
    var run = runNode.asIfReadable(Run.class);
    // Not a task of the same name that came after the one that is meant.
    return task == null || run == null || task.id() != assignment.taskId()
        ? null
        : new AssignedTask(assignment, task, run, runNode.version());
  }
}

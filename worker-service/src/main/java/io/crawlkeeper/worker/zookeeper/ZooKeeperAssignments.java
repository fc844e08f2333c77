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
    var assignments = reads.data(paths).stream().map(one -> one.as(Assignment.class)).toList();
    var wanted = new ArrayList<String>(assignments.size() * 2);
    for (var assignment : assignments) {
      wanted.add(ZnodePaths.task(assignment.task()));
      wanted.add(ZnodePaths.run(assignment.task(), assignment.taskId()));
    }
    var found = reads.byPath(wanted);
    var tasks = new HashMap<String, AssignedTask>();
    for (var assignment : assignments) {
      var task = found.get(ZnodePaths.task(assignment.task()));
      var run = found.get(ZnodePaths.run(assignment.task(), assignment.taskId()));
      if (task != null && run != null && current(assignment, task)) {
        tasks.put(
            assignment.task(),
            new AssignedTask(assignment, task.as(Task.class), run.as(Run.class), run.version()));
      }
    }
    return tasks;
  }

  /** Not a task of the same name that came after the one that is meant. */
  private static boolean current(Assignment assignment, Znode task) {
    return task.version() >= assignment.taskVersion()
        && task.as(Task.class).id() == assignment.taskId();
  }
}

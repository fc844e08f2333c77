package io.crawlkeeper.worker.zookeeper;

import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.RequestQueue;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.worker.assignment.AssignmentSource;
import io.crawlkeeper.worker.ledger.OwnedTask;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.Keeper;
import io.crawlkeeper.zookeeper.MultiReads;
import io.crawlkeeper.zookeeper.Znode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/** Reads the assignments of one worker, with their tasks, requests and ledgers. */
public final class ZooKeeperAssignments implements AssignmentSource {

  private final MultiReads reads;
  private final String worker;

  public ZooKeeperAssignments(Keeper keeper, String worker) {
    this.reads = new MultiReads(keeper);
    this.worker = worker;
  }

  @Override
  public Map<String, OwnedTask> all() throws KeeperException, InterruptedException {
    return of(reads.children(List.of(ZnodePaths.assignments(worker))));
  }

  @Override
  public Map<String, OwnedTask> some(Collection<String> names)
      throws KeeperException, InterruptedException {
    return of(names.stream().map(name -> ZnodePaths.assignment(worker, name)).toList());
  }

  private Map<String, OwnedTask> of(Collection<String> paths)
      throws KeeperException, InterruptedException {
    var assignments = new ArrayList<Assignment>(paths.size());
    for (var znode : reads.data(paths)) {
      var assignment = znode.asIfReadable(Assignment.class);
      if (assignment != null) {
        assignments.add(assignment);
      }
    }
    var wanted = new ArrayList<String>(assignments.size() * 3);
    for (var assignment : assignments) {
      wanted.add(ZnodePaths.task(assignment.task()));
      wanted.add(ZnodePaths.run(assignment.task(), assignment.taskId()));
      if (assignment.request() > 0) {
        wanted.add(ZnodePaths.requests(assignment.task(), assignment.taskId()));
      }
    }
    var found = reads.byPath(wanted);
    var tasks = new HashMap<String, OwnedTask>();
    for (var assignment : assignments) {
      var task = owned(assignment, found);
      if (task != null) {
        tasks.put(assignment.task(), task);
      }
    }
    return tasks;
  }

  /** Null where a part is missing or cannot be read, so that the other tasks go on. */
  private static @Nullable OwnedTask owned(Assignment assignment, Map<String, Znode> found) {
    var name = assignment.task();
    var id = assignment.taskId();
    var taskNode = found.get(ZnodePaths.task(name));
    var ledgerNode = found.get(ZnodePaths.run(name, id));
    if (taskNode == null || ledgerNode == null || taskNode.version() < assignment.taskVersion()) {
      return null;
    }
    var task = taskNode.asIfReadable(Task.class);
    var ledger = ledgerNode.asIfReadable(Ledger.class);
    var requests = requests(assignment, found.get(ZnodePaths.requests(name, id)));
    // Not a task of the same name that came after the one that is meant.
    return task == null || ledger == null || requests == null || task.id() != id
        ? null
        : new OwnedTask(assignment, task, requests, ledger, ledgerNode.version());
  }

  private static @Nullable RequestQueue requests(Assignment assignment, @Nullable Znode znode) {
    return znode == null
        ? RequestQueue.empty(assignment.task(), assignment.taskId())
        : znode.asIfReadable(RequestQueue.class);
  }
}

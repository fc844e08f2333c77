package io.crawlkeeper.master.leader;

import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.WorkerNode;
import org.pcollections.HashPMap;
import org.pcollections.TreePMap;

/** Port to what the leader decides upon but does not write: who is alive, and what runs. */
public interface Surroundings {

  TreePMap<String, WorkerNode> workers();

  HashPMap<Long, Run> runs();
}

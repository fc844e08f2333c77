package io.crawlkeeper.master.zookeeper;

/**
 * What a leader writes with each commit to its own znode under {@code /operations}: by it a commit
 * whose answer was lost can be told from one that never came through, and the next leader knows
 * which ids were given out.
 *
 * @param operation unique for each commit
 * @param epoch of the leader that committed it
 * @param highestId the highest task id given out up to this commit
 */
record OperationMark(String operation, long epoch, long highestId) {

  static final OperationMark NONE = new OperationMark("", 0, 0);
}

package io.crawlkeeper.master.leader;

import java.util.List;

/** Port to where the leader's facts are kept. Used by the leader's loop alone; calls block. */
public interface LeaderStore {

  /**
   * Takes the lead for the holder of this latch node, so that no earlier leader can write any more.
   *
   * @param latch name of the node under {@code /election}
   * @return the new term
   * @throws Exception if it failed, or the latch is not ours any more
   */
  Term claim(String latch) throws Exception;

  /** Whether the latch node is still there; true also where that cannot be found out now. */
  boolean standing(String latch);

  /** Reads all facts; at least as new as all that was committed before the call. */
  LeaderImage load() throws Exception;

  /**
   * Commits the changes, all or none, if the term still holds.
   *
   * @param highestId the highest task id given out so far
   */
  Outcome commit(Term term, List<Change> changes, long highestId);

  /** Bytes of the changes on the wire, roughly; a commit may not exceed {@link #LARGEST_COMMIT}. */
  int size(List<Change> changes);

  /** Half of what ZooKeeper takes in one request, so that estimates may be rough. */
  int LARGEST_COMMIT = 512 << 10;

  /**
   * A time of leadership.
   *
   * @param epoch greater than that of any earlier term
   * @param node leased id for making task ids
   * @param highestId the highest task id that any earlier leader gave out; 0 if none
   */
  record Term(long epoch, int node, long highestId) {}

  /** What became of a commit. */
  enum Outcome {
    /** All changes are stored. */
    DONE,
    /** None is stored: another master leads. */
    FENCED,
    /** None is stored: the facts are not as the image has them, so it has to be loaded again. */
    REFUSED,
    /** Whether they are stored could not be found out. */
    UNKNOWN
  }
}

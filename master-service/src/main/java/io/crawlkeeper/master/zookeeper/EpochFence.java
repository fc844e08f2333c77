package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.znode.ZnodePaths;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/**
 * The fence before every leader write: the write fails as a whole if another master has taken the
 * lead since. The epoch is the version of {@code /epoch}, which is never deleted.
 */
final class EpochFence {

  private EpochFence() {}

  static Op op(long epoch) {
    return Op.check(ZnodePaths.EPOCH, versionOf(epoch));
  }

  /** Whether it was this check, and not a later part of the write, that failed. */
  static boolean broken(OpResult first) {
    return first instanceof OpResult.ErrorResult error
        && error.getErr() == KeeperException.Code.BADVERSION.intValue();
  }

  private static int versionOf(long epoch) {
    return Math.toIntExact(epoch);
  }
}

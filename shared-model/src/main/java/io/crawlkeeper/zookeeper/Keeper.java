package io.crawlkeeper.zookeeper;

import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/**
 * Port to one session with ZooKeeper: the calls that the protocols are made of. Nothing is retried
 * here, as only the caller knows what a repetition would mean. Safe for use by many threads; calls
 * block, so they are not for watcher callbacks.
 */
public interface Keeper {

  /**
   * Carries out writes, all or none; or reads, each by itself.
   *
   * @return a result for each; of reads that failed an {@link OpResult.ErrorResult}
   * @throws KeeperException if a write was refused, or if it is not known what became of it
   */
  List<OpResult> multi(List<Op> ops) throws KeeperException, InterruptedException;

  /** After it, reads are at least as new as every write that was answered before the call. */
  void sync() throws KeeperException, InterruptedException;

  /**
   * Waits until there is a connection.
   *
   * @return whether there is one now
   */
  boolean awaitConnected(Duration patience) throws InterruptedException;
}

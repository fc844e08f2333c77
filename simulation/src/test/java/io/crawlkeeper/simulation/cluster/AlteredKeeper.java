package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.zookeeper.Keeper;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/** Passes on something else than it was given. */
record AlteredKeeper(Keeper keeper, UnaryOperator<Op> alteration) implements Keeper {

  @Override
  public List<OpResult> multi(List<Op> ops) throws KeeperException, InterruptedException {
    return keeper.multi(ops.stream().map(alteration).toList());
  }

  @Override
  public void sync() throws KeeperException, InterruptedException {
    keeper.sync();
  }

  @Override
  public boolean awaitConnected(Duration patience) throws InterruptedException {
    return keeper.awaitConnected(patience);
  }
}

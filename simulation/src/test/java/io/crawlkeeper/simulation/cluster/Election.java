package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.master.leader.LeaderLoop;
import io.crawlkeeper.simulation.keeper.ModelClient;
import io.crawlkeeper.simulation.world.Actor;
import io.crawlkeeper.simulation.world.Host;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.MultiReads;
import io.crawlkeeper.zookeeper.SessionWatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Stands for Curator's LeaderLatch and {@code Election}: an ephemeral, sequential node for each
 * master, and the first of them leads. After each reconnect the node is made anew.
 */
final class Election implements SessionWatch.Listener {

  private static final long LOOKS = Duration.ofSeconds(2).toNanos();
  private static final long PAUSE = Duration.ofMillis(200).toNanos();

  private final ModelClient keeper;
  private final LeaderLoop loop;
  private final Runnable told;
  private final byte[] participant;
  private final Actor actor;
  private @Nullable String node;
  private @Nullable String elected;
  private boolean anew = true;

  /**
   * @param told is called after the loop was told something
   */
  Election(ModelClient keeper, LeaderLoop loop, Runnable told, Host host) {
    this.keeper = keeper;
    this.loop = loop;
    this.told = told;
    this.participant = (host.name() + "|host:1").getBytes(StandardCharsets.UTF_8);
    this.actor = host.start("election", this::live);
    keeper.addListener(this);
  }

  @Override
  public void suspended() {
    elected = null;
    loop.deposed();
    told.run();
  }

  @Override
  public void lost() {
    suspended();
  }

  @Override
  public void reconnected() {
    rejoin();
  }

  /** Stands anew, behind all others. */
  void rejoin() {
    anew = true;
    elected = null;
    actor.wake();
  }

  /** Something below {@code /election} has changed. */
  void changed() {
    actor.wake();
  }

  private void live() {
    while (true) {
      try {
        look();
        actor.rest(LOOKS);
      } catch (KeeperException | InterruptedException e) {
        actor.sleep(PAUSE);
      }
    }
  }

  private void look() throws KeeperException, InterruptedException {
    if (anew) {
      anew = false;
      standAnew();
    }
    var standing = new MultiReads(keeper).children(List.of(ZnodePaths.ELECTION));
    var own = node;
    if (own == null || anew || !standing.contains(own)) {
      anew = true;
      actor.wake();
    } else if (standing.stream().sorted().findFirst().equals(java.util.Optional.of(own))
        && !own.equals(elected)) {
      elected = own;
      loop.elected(ZnodePaths.nameOf(own));
      told.run();
    }
  }

  private void standAnew() throws KeeperException, InterruptedException {
    var old = node;
    node = null;
    try {
      if (old != null) {
        var _ = keeper.multi(List.of(Op.delete(old, -1)));
      }
    } catch (KeeperException.NoNodeException e) {
      // It went with its session.
    } catch (KeeperException e) {
      node = old;
      anew = true;
      throw e;
    }
    var made =
        keeper.multi(
            List.of(
                Op.create(
                    ZnodePaths.ELECTION + "/latch-",
                    participant,
                    Ids.OPEN_ACL_UNSAFE,
                    CreateMode.EPHEMERAL_SEQUENTIAL)));
    if (made.getFirst() instanceof OpResult.CreateResult created) {
      node = created.getPath();
    }
  }
}

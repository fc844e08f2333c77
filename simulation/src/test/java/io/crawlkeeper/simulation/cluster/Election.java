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
import java.util.Arrays;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Stands for Curator's LeaderLatch and {@code Election}: an ephemeral, sequential node for each
 * master, and the first of them leads. After a reconnect the same node may lead once more.
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
   * @param participant differs for each process
   */
  Election(ModelClient keeper, LeaderLoop loop, Runnable told, Host host, String participant) {
    this.keeper = keeper;
    this.loop = loop;
    this.told = told;
    this.participant = participant.getBytes(StandardCharsets.UTF_8);
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
    actor.wake();
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
    } else if (own.equals(standing.stream().min(String::compareTo).orElse(""))
        && !own.equals(elected)) {
      elected = own;
      loop.elected(ZnodePaths.nameOf(own));
      told.run();
    }
  }

  private void standAnew() throws KeeperException, InterruptedException {
    node = null;
    try {
      leave();
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
    } catch (KeeperException e) {
      anew = true;
      throw e;
    }
  }

  /** Also a node of whose creation the answer was lost. */
  private void leave() throws KeeperException, InterruptedException {
    var reads = new MultiReads(keeper);
    for (var znode : reads.data(reads.children(List.of(ZnodePaths.ELECTION)))) {
      if (Arrays.equals(znode.data(), participant)) {
        var _ = keeper.multi(List.of(Op.delete(znode.path(), -1)));
      }
    }
  }
}

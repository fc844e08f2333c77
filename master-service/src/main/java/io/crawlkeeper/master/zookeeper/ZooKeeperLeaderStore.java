package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.leader.Change;
import io.crawlkeeper.master.leader.KeyRecord;
import io.crawlkeeper.master.leader.LeaderImage;
import io.crawlkeeper.master.leader.LeaderStore;
import io.crawlkeeper.model.Leadership;
import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.Keeper;
import io.crawlkeeper.zookeeper.MultiReads;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;

/**
 * The leader's facts in ZooKeeper.
 *
 * <p>Epoch protocol: taking the lead is one {@code multi} that checks that our latch node is there
 * and writes {@code /epoch}; the version that {@code /epoch} gets is the epoch. Every later write
 * begins with a check of that version.
 */
public final class ZooKeeperLeaderStore implements LeaderStore {

  private static final int OVERHEAD = 200;

  private final Keeper keeper;
  private final MultiReads reads;
  private final NodeIdLease nodeIds;
  private final FencedCommits commits;
  private final Function<String, Leadership> leadership;

  /**
   * @param master id of this master
   * @param nanoTime a clock that only goes forward
   * @param leadership what to tell of this master as the holder of a latch node
   */
  public ZooKeeperLeaderStore(
      Keeper keeper,
      String master,
      LongSupplier nanoTime,
      Function<String, Leadership> leadership) {
    this.keeper = keeper;
    this.reads = new MultiReads(keeper);
    this.nodeIds = new NodeIdLease(keeper, master);
    this.commits = new FencedCommits(keeper, master, nanoTime);
    this.leadership = leadership;
  }

  @Override
  public Term claim(String latch) throws KeeperException, InterruptedException {
    var node = nodeIds.lease();
    var results =
        keeper.multi(
            List.of(
                Op.check(ZnodePaths.ELECTION + "/" + latch, -1),
                Op.setData(ZnodePaths.EPOCH, ZnodeCodec.encode(leadership.apply(latch)), -1)));
    if (!(results.get(1) instanceof OpResult.SetDataResult epoch)) {
      throw new IllegalStateException("no version of " + ZnodePaths.EPOCH);
    }
    var highest = commits.begin();
    return new Term(epoch.getStat().getVersion(), node, highest);
  }

  @Override
  public boolean standing(String latch) {
    try {
      return !reads.data(List.of(ZnodePaths.ELECTION + "/" + latch)).isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } catch (KeeperException e) {
      return true;
    }
  }

  @Override
  public LeaderImage load() throws KeeperException, InterruptedException {
    keeper.sync();
    var image = ClusterImage.EMPTY;
    for (var znode : reads.grandchildren(ZnodePaths.TASKS)) {
      image = Leaves.with(image, znode);
    }
    var folders = reads.children(List.of(ZnodePaths.ASSIGNMENTS));
    for (var znode : reads.data(reads.children(folders))) {
      image = Leaves.with(image, znode);
    }
    for (var znode : reads.grandchildren(ZnodePaths.REQUESTS)) {
      image = Leaves.with(image, znode);
    }
    for (var znode : reads.data(reads.children(List.of(ZnodePaths.CORDONS)))) {
      image = Leaves.with(image, znode);
    }
    var facts = withoutRuns(LeaderImage.EMPTY.with(image));
    for (var folder : folders) {
      facts = facts.withFolder(ZnodePaths.nameOf(folder));
    }
    for (var znode : reads.grandchildren(ZnodePaths.IDEMPOTENCY)) {
      var key = znode.asIfReadable(KeyRecord.class);
      facts = key == null ? facts : facts.withKey(key);
    }
    return facts;
  }

  private LeaderImage withoutRuns(LeaderImage facts) throws KeeperException, InterruptedException {
    var runs = Set.copyOf(reads.children(reads.children(List.of(ZnodePaths.RUNS))));
    var result = facts;
    for (var entry : facts.cluster().tasks().values()) {
      if (!runs.contains(ZnodePaths.run(entry.name(), entry.id()))) {
        result = result.withoutRun(entry.id());
      }
    }
    return result;
  }

  @Override
  public Outcome commit(Term term, List<Change> changes, long highestId) {
    var ops = changes.stream().flatMap(change -> ChangeOps.of(change).stream()).toList();
    return commits.commit(term.epoch(), ops, highestId);
  }

  @Override
  public int size(List<Change> changes) {
    return changes.stream().mapToInt(ZooKeeperLeaderStore::size).sum();
  }

  private static int size(Change change) {
    return switch (change) {
      case Change.TaskStored(var entry) ->
          2 * (OVERHEAD + entry.name().length()) + ZnodeCodec.encode(entry.task()).length;
      case Change.QueueWritten(var queue, _) -> OVERHEAD + ZnodeCodec.encode(queue).length;
      case Change.TaskDeleted _,
          Change.RunMade _,
          Change.Assigned _,
          Change.Renewed _,
          Change.Unassigned _,
          Change.QueueDropped _,
          Change.Cordoned _,
          Change.Uncordoned _,
          Change.FolderMade _,
          Change.FolderRemoved _,
          Change.KeyKept _,
          Change.KeyDropped _ ->
          OVERHEAD;
    };
  }
}

package io.crawlkeeper.master.web;

import io.crawlkeeper.clock.NodeClock;
import io.crawlkeeper.master.cluster.Census;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.WorkerState;
import io.crawlkeeper.model.Leadership;
import io.crawlkeeper.model.Words;
import io.crawlkeeper.model.WorkerNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the cluster, and what they carry.
 *
 * @param leader null during an election
 * @param followers the masters without the leader, {@code master-1|host:port}
 */
public record ClusterReport(
    @Nullable Leader leader,
    long epoch,
    List<String> followers,
    List<String> masters,
    List<Worker> workers) {

  public ClusterReport {
    followers = List.copyOf(followers);
    masters = List.copyOf(masters);
    workers = List.copyOf(workers);
  }

  public record Leader(String id, String address, long epoch) {}

  /**
   * A worker that is alive.
   *
   * @param kinds of tasks that it carries out, in order of the alphabet
   * @param tasks how many are placed on it
   * @param load the weight of those
   * @param running how many of those run
   * @param state whether it gets tasks
   * @param deadline when it has to have handed over its tasks; null unless it drains
   * @param clock of its machine; null if it has not said anything of it yet
   */
  public record Worker(
      String name,
      String id,
      String address,
      int slots,
      Map<String, String> labels,
      List<String> kinds,
      String version,
      int tasks,
      long load,
      int running,
      String state,
      @Nullable Instant deadline,
      @Nullable MachineClock clock) {

    static Worker of(
        ClusterImage image, WorkerNode node, Census census, Map<String, NodeClock> clocks) {
      var share = census.share(node.name());
      var cordon = image.cordon(node.name());
      return new Worker(
          node.name(),
          node.id(),
          node.address(),
          node.slots(),
          new TreeMap<>(node.labels()),
          node.kinds().stream().sorted().toList(),
          node.version(),
          share.tasks(),
          image.load(node.name()),
          share.running(),
          Words.of(WorkerState.of(image, node.name())),
          cordon == null ? null : cordon.deadline(),
          MachineClock.of(clocks.get(node.name())));
    }
  }

  /**
   * @param agreement with ZooKeeper's clock: {@code agreed}, {@code off} or {@code unknown}
   * @param aheadMillis null if that is not known
   */
  public record MachineClock(String agreement, @Nullable Long aheadMillis) {

    static @Nullable MachineClock of(@Nullable NodeClock said) {
      return said == null ? null : new MachineClock(Words.of(said.agreement()), said.aheadMillis());
    }
  }

  public static ClusterReport of(ClusterView view) {
    var leader = view.leader();
    var leading = leader.map(Leadership::participant).orElse("");
    var image = view.image();
    return new ClusterReport(
        leader.map(one -> new Leader(one.master(), one.address(), view.epoch())).orElse(null),
        view.epoch(),
        view.masters().stream().filter(Predicate.not(leading::equals)).sorted().toList(),
        view.masters().stream().sorted().toList(),
        workers(image, view.clocks()));
  }

  private static List<Worker> workers(ClusterImage image, Map<String, NodeClock> clocks) {
    var census = Census.of(image);
    return image.workers().values().stream()
        .map(node -> Worker.of(image, node, census, clocks))
        .toList();
  }
}

package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.simulation.invariants.Invariants;
import io.crawlkeeper.simulation.keeper.ModelClient;
import io.crawlkeeper.simulation.keeper.ModelZooKeeper;
import io.crawlkeeper.simulation.keeper.Weather;
import io.crawlkeeper.simulation.world.Host;
import io.crawlkeeper.simulation.world.World;
import io.crawlkeeper.znode.ZnodePaths;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** ZooKeeper, masters, workers, a database and users, as they are now. */
public final class Cluster {

  static final int MASTERS = 2;
  static final int WORKERS = 3;
  private static final int USERS = 3;

  /** The znodes that are there before the first master leads. */
  private static final List<String> LAYOUT =
      Stream.of(
              ZnodePaths.ROOTS.stream(),
              Stream.of(Discovery.WORKERS),
              Stream.of(
                      ZnodePaths.TASKS,
                      ZnodePaths.RUNS,
                      ZnodePaths.REQUESTS,
                      ZnodePaths.IDEMPOTENCY)
                  .flatMap(
                      root ->
                          IntStream.range(0, ZnodePaths.BUCKETS)
                              .mapToObj(bucket -> root + "/" + ZnodePaths.bucket(bucket))))
          .flatMap(paths -> paths)
          .toList();

  private final World world;
  private final Mutant mutant;
  private final ModelZooKeeper zooKeeper;
  private final Weather weather = new Weather();
  private final Invariants invariants;
  private final ModelHistory history;
  private final List<Master> masters = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final List<User> users = new ArrayList<>();
  private int incarnations;

  public Cluster(World world, Mutant mutant) {
    this.world = world;
    this.mutant = mutant;
    this.zooKeeper = new ModelZooKeeper(world);
    this.invariants = new Invariants(zooKeeper);
    this.history = new ModelHistory(world);
    zooKeeper.prepare(LAYOUT);
    IntStream.rangeClosed(1, MASTERS).forEach(i -> masters.add(master("master-" + i)));
    IntStream.rangeClosed(1, WORKERS).forEach(i -> workers.add(worker("worker-" + i)));
    var people = new Host(world, "users");
    IntStream.rangeClosed(1, USERS)
        .forEach(
            i ->
                users.add(
                    new User(world, "task-" + i, this::leader, invariants.acknowledged(), people)));
  }

  private Master master(String id) {
    incarnations++;
    var host = new Host(world, id);
    var client = new ModelClient(zooKeeper, host, weather);
    return new Master(world, host, client, id + "|host:" + incarnations, mutant);
  }

  private Worker worker(String id) {
    incarnations++;
    var host = new Host(world, id + "." + incarnations);
    return new Worker(world, host, new ModelClient(zooKeeper, host, weather), history, mutant);
  }

  /** One of those that believe they lead. */
  private @Nullable Master leader() {
    var leading = masters.stream().filter(Master::leading).toList();
    return leading.isEmpty() ? null : leading.get(world.random().nextInt(leading.size()));
  }

  void restartMaster(int index) {
    masters.set(index, master("master-" + (index + 1)));
  }

  void restartWorker(int index) {
    workers.set(index, worker("worker-" + (index + 1)));
  }

  World world() {
    return world;
  }

  Weather weather() {
    return weather;
  }

  List<Master> masters() {
    return masters;
  }

  List<Worker> workers() {
    return workers;
  }

  List<User> users() {
    return users;
  }

  /** How often a master has taken the lead. */
  public int epochs() {
    var epoch = zooKeeper.node(ZnodePaths.EPOCH);
    return epoch == null ? 0 : epoch.version();
  }

  public ModelHistory history() {
    return history;
  }

  public Invariants invariants() {
    return invariants;
  }

  public ModelZooKeeper zooKeeper() {
    return zooKeeper;
  }
}

package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.simulation.keeper.ModelClient;
import io.crawlkeeper.simulation.world.Host;
import io.crawlkeeper.simulation.world.World;
import java.time.Duration;

/** Hurts the cluster for a while, as its seed decides, and then leaves it in peace. */
public final class Chaos {

  private static final int BREAKS = 12_000;
  private static final int LOST_HINTS = 10_000;
  private static final int STALLS = 25_000;
  private static final int OFTEN = 500_000;
  private static final int NEW_LEADER = 30_000;
  private static final Duration LEAVING = Duration.ofSeconds(15);

  private final Cluster cluster;
  private final World world;
  private boolean over;
  private int faults;

  public Chaos(Cluster cluster) {
    this.cluster = cluster;
    this.world = cluster.world();
  }

  public void begin() {
    cluster
        .weather()
        .storm(
            world.random().nextInt(BREAKS),
            world.chance(OFTEN) ? world.random().nextInt(LOST_HINTS) : 0,
            world.chance(OFTEN) ? world.random().nextInt(STALLS) : 0);
    next();
  }

  private void next() {
    world.after(
        world.between(Duration.ofMillis(500), Duration.ofSeconds(8)),
        () -> {
          if (!over) {
            strike();
            next();
          }
        });
  }

  /** Ends all faults: clocks are right, and all processes run. */
  public void end() {
    over = true;
    cluster.weather().calm();
    cluster.zooKeeper().skew(Duration.ZERO);
    cluster.masters().forEach(master -> master.host().skew(Duration.ZERO));
    cluster.workers().forEach(worker -> worker.host().skew(Duration.ZERO));
    cluster.users().forEach(User::content);
  }

  public int faults() {
    return faults;
  }

  private void strike() {
    faults++;
    if (world.chance(NEW_LEADER)) {
      var most = Duration.ofSeconds(1).toNanos();
      cluster.zooKeeper().skew(Duration.ofNanos(world.random().nextLong(-most, most)));
      world.tell(() -> "another server leads ZooKeeper");
    } else if (world.random().nextInt(5) < 2) {
      strikeMaster(world.random().nextInt(Cluster.MASTERS));
    } else {
      strikeWorker(world.random().nextInt(Cluster.WORKERS));
    }
  }

  private void strikeMaster(int index) {
    var master = cluster.masters().get(index);
    if (!master.host().alive()) {
      return;
    }
    switch (world.random().nextInt(6)) {
      case 0 -> {
        tell("kill", master.host());
        master.client().crash();
        restart(() -> cluster.restartMaster(index));
      }
      case 1 -> skew(master.host(), Duration.ofSeconds(world.chance(OFTEN) ? 5 : 100));
      default -> strike(master.host(), master.client());
    }
  }

  private void strikeWorker(int index) {
    var worker = cluster.workers().get(index);
    if (!worker.host().alive()) {
      return;
    }
    switch (world.random().nextInt(9)) {
      case 0 -> {
        tell("kill", worker.host());
        worker.client().crash();
        restart(() -> cluster.restartWorker(index));
      }
      case 1 -> leave(worker, index);
      case 2 -> skew(worker.host(), Duration.ofSeconds(2));
      case 3 -> skew(worker.host(), Duration.ofSeconds(100));
      case 4 -> {
        tell("no database for", worker.host());
        cluster.history().away(Duration.ofNanos(upTo(Duration.ofSeconds(10))));
      }
      default -> strike(worker.host(), worker.client());
    }
  }

  private void strike(Host host, ModelClient client) {
    switch (world.random().nextInt(7)) {
      case 0, 1 -> pause(host, client, Duration.ofSeconds(25));
      case 2 -> pause(host, client, Duration.ofSeconds(3));
      case 3 -> {
        tell("session expiry for", host);
        client.expire();
      }
      default -> client.disconnect();
    }
  }

  private void pause(Host host, ModelClient client, Duration most) {
    tell("pause", host);
    client.pause(upTo(most));
  }

  private void skew(Host host, Duration most) {
    tell("clock jump of", host);
    var nanos = world.random().nextLong(-most.toNanos(), most.toNanos());
    host.skew(Duration.ofNanos(nanos));
    world.after(upTo(Duration.ofSeconds(20)), () -> host.skew(Duration.ZERO));
  }

  /** As a rolling restart does. */
  private void leave(Worker worker, int index) {
    tell("stop", worker.host());
    worker.leave();
    world.after(
        LEAVING.toNanos(),
        () -> {
          if (worker.host().alive()) {
            worker.client().crash();
            restart(() -> cluster.restartWorker(index));
          }
        });
  }

  private void restart(Runnable again) {
    world.after(upTo(Duration.ofSeconds(15)), again);
  }

  private long upTo(Duration most) {
    return world.between(Duration.ofMillis(1), most);
  }

  private void tell(String fault, Host host) {
    world.tell(() -> fault + " " + host.name());
  }
}

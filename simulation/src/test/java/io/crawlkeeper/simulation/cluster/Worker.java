package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.history.History.TickRow;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.JobSpec;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunPlan;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.WorkerNode;
import io.crawlkeeper.simulation.keeper.ModelClient;
import io.crawlkeeper.simulation.world.Actor;
import io.crawlkeeper.simulation.world.Host;
import io.crawlkeeper.simulation.world.World;
import io.crawlkeeper.worker.assignment.AssignmentLoop;
import io.crawlkeeper.worker.assignment.AssignmentSource;
import io.crawlkeeper.worker.assignment.Attempts;
import io.crawlkeeper.worker.assignment.Ledgers;
import io.crawlkeeper.worker.assignment.Ports;
import io.crawlkeeper.worker.assignment.Records;
import io.crawlkeeper.worker.assignment.Self;
import io.crawlkeeper.worker.clock.ClockCheck;
import io.crawlkeeper.worker.ledger.OwnedTask;
import io.crawlkeeper.worker.run.UnderWay;
import io.crawlkeeper.worker.zookeeper.ZooKeeperAssignments;
import io.crawlkeeper.worker.zookeeper.ZooKeeperClock;
import io.crawlkeeper.worker.zookeeper.ZooKeeperLedgers;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.SessionWatch;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException;

/** A worker: the product's loop, ledgers and clock, with executors that only take time. */
final class Worker implements SessionWatch.Listener {

  private static final int SLOTS = 4;
  private static final long CLOCK_PERIOD = Duration.ofSeconds(10).toNanos();
  private static final long RETRY = Duration.ofMillis(500).toNanos();
  private static final long IDLE = Duration.ofSeconds(30).toNanos();

  private final World world;
  private final Host host;
  private final ModelClient client;
  private final ModelHistory history;
  private final ZooKeeperLedgers ledgers;
  private final AssignmentLoop loop;
  private final Actor deciding;
  private final Actor reading;
  private final Actor writing;
  private final Actor watching;
  private final String root;
  private boolean anew = true;
  private boolean read;

  Worker(World world, Host host, ModelClient client, ModelHistory history, Mutant mutant) {
    this.world = world;
    this.host = host;
    this.client = client;
    this.history = history;
    this.root = ZnodePaths.assignments(host.name());
    var name = host.name();
    var check = new ClockCheck(host.clock(), host::nanoTime);
    var clock = new ZooKeeperClock(client, name, check, host::nanoTime);
    this.ledgers = new ZooKeeperLedgers(mutant.tokens(client), name);
    var ports = new Ports(mutant.cursors(this::write, host), records(), attempts(), commit -> {});
    this.loop =
        new AssignmentLoop(
            noting(mutant.source(new ZooKeeperAssignments(client, name))),
            ports,
            new Self(name, SLOTS, check::agrees, () -> client.phase().mayStart()),
            host.clock());
    this.deciding = host.start("assignment-loop", this::decide);
    this.reading = host.start("assignment-reader", this::read);
    this.writing = host.start("ledgers", this::commit);
    this.watching = host.start("assignment-watch", this::watch);
    host.start("clock", () -> ask(clock));
    client.addListener(mutant.hearing(this));
    client.onHint(this::hint);
    var node = new WorkerNode(name, id(), "host:2", SLOTS, Map.of(), kinds(), "1");
    var _ = new Discovery(client, node, host);
  }

  private String id() {
    return host.name().substring(0, host.name().indexOf('.'));
  }

  /** The first has nothing but crawls, and the last none. */
  private Set<String> kinds() {
    return switch (id()) {
      case "worker-1" -> WorkerNode.FIRST_KINDS;
      case "worker-" + Cluster.WORKERS -> Set.of(JobSpec.KIND);
      default -> Set.of(CrawlSpec.KIND, JobSpec.KIND);
    };
  }

  private void decide() {
    while (true) {
      var pause = loop.step();
      reading.wake();
      deciding.rest(Math.max(100_000, pause.toNanos()));
    }
  }

  private void read() {
    try {
      while (true) {
        if (loop.read()) {
          if (read) {
            read = false;
            deciding.wake();
          }
          reading.rest(IDLE);
        } else {
          reading.sleep(RETRY);
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private AssignmentSource noting(AssignmentSource source) {
    return new AssignmentSource() {
      @Override
      public Map<String, OwnedTask> all() throws Exception {
        read = true;
        return source.all();
      }

      @Override
      public Map<String, OwnedTask> some(Collection<String> names) throws Exception {
        read = true;
        return source.some(names);
      }
    };
  }

  private void commit() {
    try {
      while (true) {
        if (!ledgers.step()) {
          writing.rest(IDLE);
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As {@code AssignmentWatch} does. */
  private void watch() {
    while (true) {
      if (anew) {
        anew = false;
        try {
          client.watch(root);
        } catch (KeeperException | InterruptedException e) {
          // The sweep reads all the same.
        }
        loop.allChanged();
        reading.wake();
      }
      watching.rest(IDLE);
    }
  }

  private void ask(ZooKeeperClock clock) {
    var actor = Actor.current();
    while (true) {
      clock.ask();
      actor.sleep(CLOCK_PERIOD);
    }
  }

  private void hint(String path) {
    if (path.startsWith(root + "/")) {
      loop.changed(List.of(ZnodePaths.nameOf(path)));
      reading.wake();
    }
  }

  @Override
  public void reconnected() {
    anew = true;
    watching.wake();
  }

  @Override
  public void lost() {
    loop.sessionLost();
    deciding.wake();
  }

  private CompletableFuture<Ledgers.Verdict> write(Ledger ledger, int version) {
    var verdict = ledgers.write(ledger, version);
    writing.wake();
    return verdict.whenComplete((_, _) -> deciding.wake());
  }

  private Records records() {
    return new Records() {
      @Override
      public CompletableFuture<Void> write(List<RunRow> runs, List<TickRow> ticks) {
        var done = new CompletableFuture<Void>();
        history.write(
            runs,
            ticks,
            () ->
                host.after(
                    0,
                    () -> {
                      done.complete(null);
                      deciding.wake();
                    }));
        return done;
      }

      @Override
      public void grown(long taskId, RunPlan.History plan) {}
    };
  }

  private Attempts attempts() {
    return (Task task, Run run, boolean afterLoss, Consumer<UnderWay> over) ->
        new Attempt(
            world,
            host,
            run,
            attempt -> {
              over.accept(attempt);
              deciding.wake();
            });
  }

  Host host() {
    return host;
  }

  ModelClient client() {
    return client;
  }

  /** Gives back what runs; {@link #idle} tells when that is done. */
  void leave() {
    try {
      var _ = loop.leave(Duration.ZERO);
      deciding.wake();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean idle() {
    return loop.active() == 0;
  }
}

package io.crawlkeeper.benchmarks.takeover;

import static org.awaitility.Awaitility.await;

import io.crawlkeeper.benchmarks.Machine;
import io.crawlkeeper.benchmarks.Report;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Ensemble;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Programs;
import io.crawlkeeper.systemtests.harness.Service;
import io.crawlkeeper.systemtests.harness.Znodes;
import io.crawlkeeper.systemtests.harness.ZooKeeperProcess.Care;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Two masters, many tasks on simulated workers, and the leader is killed: how long nobody takes a
 * write. Beside it what the same ensemble does with as many znodes of the same sizes.
 */
public final class Takeover {

  private static final Duration SESSION = Duration.ofSeconds(10);
  private static final int SERVERS = 3;
  private static final Pattern LED = Pattern.compile("Leads with epoch \\d+: .* read in (\\d+) ms");

  private final int tasks;
  private final int workers;
  private final Findings findings = new Findings();

  private Takeover(int tasks, int workers) {
    this.tasks = tasks;
    this.workers = workers;
  }

  public static void run(int tasks, int workers) throws Exception {
    new Takeover(tasks, workers).run();
  }

  private void run() throws Exception {
    var folder = Folders.fresh("takeover");
    try (var ensemble = Ensemble.start(folder.resolve("zk"), SERVERS, Care.OF_MACHINES)) {
      var connect = ensemble.connect("/takeover");
      try (var cluster = Cluster.of(plan(connect, folder));
          var simulated = new SimulatedWorkers(connect);
          var znodes = Znodes.at(connect)) {
        cluster.master("master-1");
        cluster.master("master-2");
        cluster.awaitWhole();
        simulated.join(workers);
        var inventory = new Inventory(znodes);
        fill(cluster, inventory);
        list(cluster);
        killLeader(cluster, znodes);
        loseWorker(simulated, inventory);
      }
      try (var znodes = Znodes.at(ensemble.connect(""))) {
        findings.raw = new RawZooKeeper(znodes).createAndRead("/raw", findings.sizes);
      }
    }
    var report =
        new Report(
            "takeover", "benchmarks/run takeover tasks=%d workers=%d".formatted(tasks, workers));
    findings.tell(report, tasks, workers);
    report.publish();
  }

  private static Cluster.Plan plan(String connect, Path folder) {
    return new Cluster.Plan(connect, folder, Machine.fast(Programs.master()), List.of(), SESSION);
  }

  private void fill(Cluster cluster, Inventory inventory) throws Exception {
    var began = Measured.now();
    Clients.create(cluster.leader().address(), tasks);
    findings.created = began.tell("all tasks created", "after the first batch was sent");
    Clients.awaitPlaced(inventory, tasks);
    findings.placed = began.tell("all tasks placed", "after the first batch was sent");
    inventory.writeLedgers();
    findings.sizes = inventory.sizes();
  }

  private void list(Cluster cluster) throws Exception {
    var follower = cluster.otherThan(cluster.leader());
    findings.smallPages = Clients.pages(follower.address(), 100);
    findings.largePages = Clients.pages(follower.address(), 1_000);
  }

  private void killLeader(Cluster cluster, Znodes znodes) throws Exception {
    var leader = cluster.leader();
    var next = cluster.otherThan(leader);
    var timeline = Timeline.watch(znodes);
    timeline.begin();
    var began = Measured.now();
    leader.process().kill();
    Clients.firstWrite(next.address());
    findings.firstWrite = began.tell("the first write is accepted", "after the kill");
    cluster.gone(leader);
    findings.expiry = timeline.expiry();
    findings.claim = timeline.claim();
    findings.load = read(next);
  }

  private static Duration read(Service master) {
    var led = LED.matcher(master.process().output());
    if (!led.find()) {
      throw new IllegalStateException("the log of " + master.id() + " tells of no term");
    }
    return Duration.ofMillis(Long.parseLong(led.group(1)));
  }

  private void loseWorker(SimulatedWorkers simulated, Inventory inventory) throws Exception {
    Clients.awaitPlaced(inventory, tasks);
    var lost = simulated.last();
    findings.moved = inventory.placed(lost);
    var began = Measured.now();
    simulated.dismissLast();
    await("the tasks of the lost worker are elsewhere")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> inventory.placed(lost) == 0 && inventory.placed() >= tasks);
    findings.replaced = began.tell("tasks of the lost worker elsewhere", "after its session ended");
  }
}

package io.crawlkeeper.master;

import static io.crawlkeeper.master.Images.START;

import io.crawlkeeper.master.cluster.Census;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.leader.PureLeader;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.master.placement.Placement;
import io.crawlkeeper.master.schedule.Findings;
import io.crawlkeeper.master.schedule.Observation;
import io.crawlkeeper.master.schedule.Watchdog;
import io.crawlkeeper.master.task.TaskDraft;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.TaskSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How long the decisions of a master take with 100,000 tasks on 50 workers. Run its main method; it
 * asserts nothing, as times depend on the machine.
 */
final class ScaleMeasurement {

  private static final int TASKS = 100_000;
  private static final int WORKERS = 50;
  private static final int ROUNDS = 3;

  private final PureLeader leader = new PureLeader();

  public static void main(String[] args) {
    for (var round = 1; round <= ROUNDS; round++) {
      print("round %d".formatted(round));
      new ScaleMeasurement().measure();
    }
  }

  private void measure() {
    for (var i = 0; i < WORKERS; i++) {
      join("w-%02d.1".formatted(i));
    }
    time("create all, one by one", this::createAll);
    leader.change(ScaleMeasurement::withLedgers);
    time("upkeep, nothing to do", () -> leader.keepUp(START));
    time("census", () -> Census.of(leader.cluster()));
    var watchdog = new Watchdog();
    time("watchdog, first look", () -> watchdog.look(leader.cluster(), START));
    time("watchdog, next look", () -> watchdog.look(leader.cluster(), START));
    time("observation", () -> Observation.of(leader.cluster(), "m", Findings.NONE));
    time("explain 1,000 tasks", this::explain);
    leader.change(image -> image.withWorkers(image.workers().minus("w-00.1")));
    time("upkeep, a worker lost", () -> leader.keepUp(START));
    join("new.1");
    time("upkeep, a worker joined", () -> leader.keepUp(START));
    time("drain, asked", () -> ask(new Request.CordonWorker("w-01.1", Duration.ZERO, "d", false)));
    time("drain, announced and moved", () -> leader.keepUp(START.plusSeconds(60)));
    time(
        "upkeep, all to be placed anew",
        () -> {
          leader.change(ScaleMeasurement::homeless);
          leader.keepUp(START);
        });
  }

  private void createAll() {
    for (var i = 0; i < TASKS; i++) {
      var schedule = ScheduleBuilder.every(Duration.ofMinutes(1 + i % 60)).build();
      var spec = new TaskSpec(Images.CRAWL, schedule, null, null);
      var draft = new TaskDraft("task-%06d".formatted(i), Map.of(), spec);
      ask(new Request.Create(draft, null, "op-" + i, false));
    }
  }

  private void ask(Request request) {
    var _ = leader.ask(request, START);
  }

  private void explain() {
    var image = leader.cluster();
    image.tasks().values().stream()
        .limit(1_000)
        .forEach(entry -> Objects.requireNonNull(Placement.explain(image, entry)));
  }

  private void join(String name) {
    var worker = Images.node(name, Map.of());
    leader.change(image -> image.withWorkers(image.workers().plus(name, worker)));
  }

  private static ClusterImage withLedgers(ClusterImage image) {
    var ledgers = image.ledgers();
    for (TaskEntry entry : image.tasks().values()) {
      ledgers = ledgers.plus(entry.id(), Ledger.empty(entry.name(), entry.id()));
    }
    return image.withLedgers(ledgers);
  }

  private static ClusterImage homeless(ClusterImage image) {
    var rest = image;
    for (var name : image.tasks().keySet()) {
      rest = rest.withoutAssignment(name);
    }
    return rest;
  }

  private static void time(String what, Runnable work) {
    var began = System.nanoTime();
    work.run();
    print("%-32s %6d ms".formatted(what, (System.nanoTime() - began) / 1_000_000));
  }

  @SuppressWarnings("SystemOut") // That is what it is for.
  private static void print(String line) {
    System.out.println(line);
  }
}

package io.crawlkeeper.worker.crawl.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.lease.LeaseReply;
import io.crawlkeeper.lease.LeaseRequest;
import io.crawlkeeper.lease.MemoryLeases;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.GivenUp;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.Go;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.InLine;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.NotBefore;
import io.crawlkeeper.worker.crawl.politeness.HostGate.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Workers with clocks of their own, hosts and a store of leases; what happens when is drawn from a
 * seed. Times are nanoseconds of the town's clock.
 */
final class HostTown {
  private static final long MILLI = 1_000_000;

  /** Clocks run faster or slower than the town's by up to so much. */
  private static final double DRIFT = 0.0005;

  private final Random random;
  private final Demand demand;
  private final boolean faults;
  private final List<String> hosts;
  private final PriorityQueue<Step> steps = new PriorityQueue<>();
  private final List<Start> starts = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final MemoryLeases store = new MemoryLeases(() -> 1_000_000 + millis());
  private long sequence;
  private long now;
  private int named;

  /** A request: when it was let go, and when the host saw it begin and end. */
  record Start(String worker, String host, long sent, long at, long end) {}

  private record Step(long at, long sequence, Runnable action) implements Comparable<Step> {
    @Override
    public int compareTo(Step other) {
      return at == other.at ? Long.compare(sequence, other.sequence) : Long.compare(at, other.at);
    }
  }

  HostTown(long seed, int hosts, Demand demand, boolean faults) {
    this.random = new Random(seed);
    this.demand = demand;
    this.faults = faults;
    this.hosts = IntStream.range(0, hosts).mapToObj(i -> "h" + i + ":80").toList();
  }

  private long millis() {
    return now / MILLI;
  }

  private void in(long nanos, Runnable action) {
    steps.add(new Step(now + nanos, sequence++, action));
  }

  private long millisBetween(int least, int most) {
    return random.nextLong(least * MILLI, most * MILLI + 1);
  }

  List<Start> starts() {
    return starts;
  }

  void addWorker() {
    var worker = new Worker("w" + named++);
    workers.add(worker);
    worker.open();
    if (faults) {
      in(millisBetween(500, 40_000), () -> hurt(worker));
    }
  }

  private void hurt(Worker worker) {
    if (random.nextInt(3) == 0) {
      worker.die();
      in(millisBetween(10, 5_000), this::addWorker);
      return;
    }
    worker.pausedUntil = now + millisBetween(5, random.nextBoolean() ? 200 : 20_000);
    in(millisBetween(500, 40_000), () -> hurt(worker));
  }

  void run(Duration time) {
    for (var step = steps.poll(); step != null && step.at < time.toNanos(); step = steps.poll()) {
      now = step.at;
      step.action.run();
      assertOneHolder();
    }
  }

  /** By their own clocks, also of those that are stopped. */
  private void assertOneHolder() {
    for (var host : hosts) {
      var holders =
          workers.stream()
              .filter(worker -> worker.alive)
              .filter(
                  worker ->
                      worker.gate.views(List.of(host), worker.now()).stream()
                          .anyMatch(HostView::here))
              .count();
      assertThat(holders).as("holders of %s at %d", host, now).isLessThanOrEqualTo(1);
    }
  }

  void assertLimitsKept() {
    for (var host : hosts) {
      var all = starts.stream().filter(start -> start.host.equals(host)).toList();
      assertApart(1, all.stream().map(Start::sent).sorted().toList());
      var seen = all.stream().sorted(Comparator.comparingLong(Start::at)).toList();
      assertApart(Trail.WINDOW, seen.stream().map(Start::at).toList());
      assertNotCrowded(seen);
    }
  }

  private void assertApart(int count, List<Long> times) {
    var least = (long) (count * demand.delay().toNanos() * (1 - 3 * DRIFT));
    for (var i = count; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - count))
          .as("%d after the %d before it", times.get(i), count)
          .isGreaterThanOrEqualTo(least);
    }
  }

  private void assertNotCrowded(List<Start> seen) {
    for (var i = 0; i < seen.size(); i++) {
      var start = seen.get(i);
      var under = seen.subList(0, i).stream().filter(old -> old.end > start.at).count();
      assertThat(under).as("under way at %s", start).isLessThan(demand.concurrency());
    }
  }

  /** A process with its gate. */
  private final class Worker {
    private final String name;
    private final HostGate gate = HostGate.leased(GateSettings.DEFAULT);
    private final double speed = 1 + DRIFT * (2 * random.nextDouble() - 1);
    private final long offset = random.nextLong();
    private boolean alive = true;
    private boolean carrying;
    private long pausedUntil;

    private Worker(String name) {
      this.name = name;
    }

    private long now() {
      return offset + (long) (now * speed);
    }

    private void open() {
      gate.onHurry(() -> later(millisBetween(0, 5), this::carry));
      for (var host : hosts) {
        new Run(this, host).begin();
        new Run(this, host).begin();
      }
      later(0, this::tick);
    }

    private void die() {
      alive = false;
      starts.replaceAll(
          start ->
              start.worker.equals(name) && start.end > HostTown.this.now
                  ? new Start(
                      name, start.host, start.sent, start.at, Math.max(start.at, HostTown.this.now))
                  : start);
    }

    /** Does something unless dead by then; when stopped, as soon as it goes on. */
    private void later(long nanos, Runnable action) {
      in(nanos, () -> act(action));
    }

    private void act(Runnable action) {
      if (!alive) {
        return;
      }
      if (pausedUntil > HostTown.this.now) {
        in(pausedUntil - HostTown.this.now, () -> act(action));
      } else {
        action.run();
      }
    }

    private void tick() {
      gate.cut(now());
      carry();
      later(100 * MILLI, this::tick);
    }

    private void carry() {
      if (carrying) {
        return;
      }
      var asked = now();
      var requests = gate.due(100, asked);
      if (requests.isEmpty()) {
        return;
      }
      carrying = true;
      var lost = faults ? random.nextInt(20) : 2;
      in(millisBetween(0, 20), () -> reach(requests, asked, lost));
    }

    /** The request may be lost, or its reply. */
    private void reach(List<LeaseRequest> requests, long asked, int lost) {
      var replies = lost == 0 ? Map.<String, LeaseReply>of() : store.exchange(name, requests);
      if (lost <= 1) {
        later(millisBetween(100, 5_000), () -> back(() -> gate.failed(requests)));
      } else {
        later(
            millisBetween(0, 20), () -> back(() -> gate.replied(requests, replies, asked, now())));
      }
    }

    private void back(Runnable action) {
      carrying = false;
      action.run();
    }
  }

  /** A run that fetches from one host without end. */
  private final class Run {
    private final Worker worker;
    private final String host;
    private final Visitor visitor;
    private long turn;

    private Run(Worker worker, String host) {
      this.worker = worker;
      this.host = host;
      this.visitor = worker.gate.join(host, demand, () -> askIn(0), worker.now());
    }

    private void begin() {
      askIn(millisBetween(0, 50));
    }

    /** The question that was to be asked next is not asked then. */
    private void askIn(long nanos) {
      var mine = ++turn;
      worker.later(
          nanos,
          () -> {
            if (mine == turn) {
              ask();
            }
          });
    }

    private void ask() {
      switch (visitor.ask(worker.now())) {
        case Go(var permit) -> {
          worker.later(random.nextLong(MILLI), () -> send(permit));
          askIn(0);
        }
        case NotBefore(var at) -> askIn(Math.max(1, at - worker.now()));
        case InLine _ -> askIn(Duration.ofSeconds(1).toNanos());
        case GivenUp _ -> throw new AssertionError("the host answers");
      }
    }

    private void send(Permit permit) {
      switch (permit.clear(worker.now())) {
        case Clearance.Sent() -> travel(permit);
        case Clearance.Wait(var nanos) -> worker.later(nanos, () -> send(permit));
        case Clearance.Refused() -> {
          permit.end(Reception.SILENT, worker.now());
          askIn(0);
        }
      }
    }

    /** What was sent travels on though its sender may stop or die. */
    private void travel(Permit permit) {
      permit.written(worker.now());
      var travels = millisBetween(0, faults && random.nextInt(20) == 0 ? 450 : 20);
      var took = millisBetween(5, random.nextInt(10) == 0 ? 900 : 150);
      starts.add(new Start(worker.name, host, now, now + travels, now + travels + took));
      var head = faults ? took / 2 : 5 * MILLI;
      worker.later(travels + head, () -> permit.answered(worker.now()));
      worker.later(travels + took, () -> permit.end(Reception.SERVED, worker.now()));
    }
  }
}

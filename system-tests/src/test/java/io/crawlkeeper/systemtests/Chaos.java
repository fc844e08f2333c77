package io.crawlkeeper.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.systemtests.Fault.Kind;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Service;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Carries out faults, each at its time. */
final class Chaos implements AutoCloseable {

  private final Cluster cluster;
  private final List<Fault> faults;
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService hands = Executors.newScheduledThreadPool(2);

  private Chaos(Cluster cluster, List<Fault> faults) {
    this.cluster = cluster;
    this.faults = faults;
  }

  /** Begins now. */
  static Chaos begin(Cluster cluster, List<Fault> faults) {
    var chaos = new Chaos(cluster, faults);
    faults.forEach(chaos::arrange);
    Measured.line(
        "%d faults: %s"
            .formatted(
                faults.size(),
                faults.stream()
                    .collect(Collectors.groupingBy(Fault::kind, Collectors.counting()))));
    return chaos;
  }

  private void arrange(Fault fault) {
    after(fault.at(), () -> hurt(fault));
    after(fault.at().plus(fault.lasts()), () -> heal(fault));
  }

  private void after(Duration delay, Runnable action) {
    var _ =
        hands.schedule(
            () -> {
              try {
                action.run();
              } catch (RuntimeException | AssertionError e) {
                failures.add(e);
              }
            },
            delay.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void hurt(Fault fault) {
    var process = service(fault.victim()).process();
    if (fault.kind() == Kind.KILL) {
      process.kill();
    } else {
      process.pause();
    }
  }

  private void heal(Fault fault) {
    var victim = service(fault.victim());
    if (fault.kind() == Kind.KILL) {
      var _ = cluster.restart(victim);
    } else {
      victim.process().resume();
    }
  }

  private Service service(String id) {
    return Stream.concat(cluster.masters().stream(), cluster.workers().stream())
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Returns when all is healed again. */
  void awaitEnd() throws InterruptedException {
    hands.shutdown();
    var most =
        faults.stream()
            .map(fault -> fault.at().plus(fault.lasts()))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO)
            .plusMinutes(1);
    assertThat(hands.awaitTermination(most.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(failures).isEmpty();
  }

  @Override
  public void close() {
    hands.shutdownNow();
  }
}

package io.crawlkeeper.worker.crawl.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.GivenUp;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.Go;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.InLine;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.NotBefore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Threads that wait until they are woken, and for nothing else: a lost wake-up would be for ever.
 */
@Timeout(180)
class CrowdedHostTest {
  private static final int VISITORS = 1_000;

  private final HostGate gate = HostGate.alone(GateSettings.DEFAULT);
  private final CountDownLatch inLine = new CountDownLatch(VISITORS);
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @Test
  void losesNoWakeUpThoughSomeAreStoppedWhenItIsTheirTurn() throws Exception {
    var early = gate.join("e.org:80", new Demand(Duration.ZERO, 1), () -> {}, System.nanoTime());
    var permit = ((Go) early.ask(System.nanoTime())).permit();
    var visits = new ArrayList<Future<Boolean>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < VISITORS; i++) {
        var stops = i % 3 == 1;
        visits.add(threads.submit(() -> visit(stops)));
      }
      inLine.await();
      permit.end(Reception.SERVED, System.nanoTime());
      early.leave(System.nanoTime());
      var served = 0;
      for (var visit : visits) {
        served += visit.get() ? 1 : 0;
      }
      assertThat(served).isBetween(VISITORS * 2 / 3, VISITORS);
    }
    assertThat(most.get()).isEqualTo(1);
  }

  /** Returns whether the host was visited, rather than the visitor stopped as it was woken. */
  private boolean visit(boolean stopsWhenWoken) throws InterruptedException {
    var wakes = new Semaphore(0);
    var demand = new Demand(Duration.ZERO, 1);
    var visitor = gate.join("e.org:80", demand, wakes::release, System.nanoTime());
    try {
      while (true) {
        switch (visitor.ask(System.nanoTime())) {
          case Go(var permit) -> {
            most.accumulateAndGet(active.incrementAndGet(), Math::max);
            active.decrementAndGet();
            permit.end(Reception.SERVED, System.nanoTime());
            return true;
          }
          case NotBefore(var at) -> {
            var _ = wakes.tryAcquire(at - System.nanoTime(), TimeUnit.NANOSECONDS);
          }
          case GivenUp _ -> throw new AssertionError("given up");
          case InLine _ -> {
            inLine.countDown();
            wakes.acquire();
            if (stopsWhenWoken) {
              return false;
            }
          }
        }
      }
    } finally {
      visitor.leave(System.nanoTime());
    }
  }
}

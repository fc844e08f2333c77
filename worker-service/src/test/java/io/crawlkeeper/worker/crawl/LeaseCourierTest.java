package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.lease.HostLeases;
import io.crawlkeeper.lease.LeaseReply;
import io.crawlkeeper.lease.LeaseRequest;
import io.crawlkeeper.lease.LeaseRules;
import io.crawlkeeper.lease.MemoryLeases;
import io.crawlkeeper.worker.crawl.politeness.Clearance;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.Go;
import io.crawlkeeper.worker.crawl.politeness.GateSettings;
import io.crawlkeeper.worker.crawl.politeness.HostGate;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a time of the test's own. */
@Timeout(180)
class LeaseCourierTest {
  private final AtomicLong now = new AtomicLong(1_000_000_000);
  private final HostGate gate = HostGate.leased(GateSettings.DEFAULT);

  @Test
  void cutsWhatIsUnderWayThoughTheStoreKeepsItWaiting() throws Exception {
    var store = new Hanging();
    var cut = new CountDownLatch(1);
    try (var courier = new LeaseCourier(gate, store, "w", now::get)) {
      courier.start();
      var visitor =
          gate.join("e.org:80", new Demand(Duration.ofMillis(100), 2), () -> {}, now.get());
      await().until(() -> visitor.ask(now.get()) instanceof Go go && begin(go, cut));
      store.hang();

      now.addAndGet(LeaseRules.SLICE.toNanos()); // Time to renew.
      store.hung.await();
      assertThat(cut.getCount()).isOne();
      now.addAndGet(LeaseRules.VALID.toNanos());
      cut.await();
      store.goOn.countDown();
    }
  }

  private boolean begin(Go go, CountDownLatch cut) {
    go.permit().cutBy(cut::countDown);
    return go.permit().clear(now.get()) instanceof Clearance.Sent;
  }

  /** Answers until it is told to hang. */
  private final class Hanging implements HostLeases {
    private final MemoryLeases leases = new MemoryLeases(() -> now.get() / 1_000_000);
    private final CountDownLatch hung = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private volatile boolean hangs;

    void hang() {
      hangs = true;
    }

    @Override
    public Map<String, LeaseReply> exchange(String worker, Collection<LeaseRequest> requests)
        throws LeasesAwayException {
      if (hangs) {
        hung.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new LeasesAwayException("stopped", e);
        }
      }
      return leases.exchange(worker, requests);
    }
  }
}

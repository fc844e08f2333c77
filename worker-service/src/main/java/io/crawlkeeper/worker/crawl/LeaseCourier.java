package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.lease.HostLeases;
import io.crawlkeeper.lease.HostLeases.LeasesAwayException;
import io.crawlkeeper.worker.crawl.politeness.HostGate;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what the gate wants to the store of leases, on a thread of its own, for many hosts at
 * once. While the store is away no lease is had or renewed, so after some seconds no requests start
 * and those under way are cut.
 */
public final class LeaseCourier implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LeaseCourier.class);
  private static final int MOST_HOSTS = 256;
  private static final long TICK = Duration.ofMillis(100).toNanos();

  /** Between two exchanges, so that what is wanted meanwhile goes together. */
  private static final Duration BREATH = Duration.ofMillis(10);

  private static final Duration BREATH_WHILE_AWAY = Duration.ofMillis(500);
  private static final Duration TO_END = Duration.ofSeconds(15);

  private final HostGate gate;
  private final HostLeases leases;
  private final String worker;
  private final LongSupplier ticker;
  private final Semaphore hurry = new Semaphore(0);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("host-leases").unstarted(this::run);
  private final Thread watch =
      Thread.ofPlatform().daemon().name("host-lease-ends").unstarted(this::watch);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean away;
  private volatile boolean closed;

  /**
   * @param gate that lets in by leases
   * @param worker name with incarnation
   * @param ticker that of the gate: monotonic, in nanoseconds, going on while the process is
   *     stopped
   */
  public LeaseCourier(HostGate gate, HostLeases leases, String worker, LongSupplier ticker) {
    this.gate = gate;
    this.leases = leases;
    this.worker = worker;
    this.ticker = ticker;
  }

  /** Begins to carry; call once. */
  public void start() {
    gate.onHurry(hurry::release);
    thread.start();
    watch.start();
  }

  public HostGate gate() {
    return gate;
  }

  /** Whether the store did not answer the last time that it was asked. */
  public boolean away() {
    return away;
  }

  private void run() {
    try {
      while (!closed) {
        await();
        carry();
        Thread.sleep(away ? BREATH_WHILE_AWAY : BREATH);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Not the thread that carries: it waits for a store that does not answer. */
  private void watch() {
    try {
      while (!ended.await(TICK, TimeUnit.NANOSECONDS)) {
        gate.cut(ticker.getAsLong());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await() throws InterruptedException {
    if (gate.isInUse()) {
      var _ = hurry.tryAcquire(TICK, TimeUnit.NANOSECONDS);
    } else {
      hurry.acquire();
    }
    hurry.drainPermits();
  }

  private void carry() {
    var asked = ticker.getAsLong();
    var requests = gate.due(MOST_HOSTS, asked);
    if (requests.isEmpty()) {
      return;
    }
    try {
      var replies = leases.exchange(worker, requests);
      gate.replied(requests, replies, asked, ticker.getAsLong());
      back();
    } catch (LeasesAwayException e) {
      gate.failed(requests);
      gone(e.getMessage());
    } catch (RuntimeException e) {
      gate.failed(requests);
      log.error("Leases of hosts cannot be had", e);
      away = true;
    }
    if (requests.size() == MOST_HOSTS) {
      hurry.release();
    }
  }

  private void gone(@Nullable String why) {
    if (!away) {
      log.warn(
          "The database does not answer, so hosts cannot be shared with other workers: crawls start"
              + " no more requests after a few seconds, until it is back ({}).",
          why);
    }
    away = true;
  }

  private void back() {
    if (away) {
      log.info("The database gives leases of hosts again.");
    }
    away = false;
  }

  /** Lets go of hosts that no run visits any more, and ends. */
  @Override
  public void close() {
    closed = true;
    ended.countDown();
    hurry.release();
    try {
      if (thread.join(TO_END)) {
        carry();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.GivenUp;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.Go;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.InLine;
import io.crawlkeeper.worker.crawl.politeness.GateAnswer.NotBefore;
import io.crawlkeeper.worker.crawl.politeness.HostGate.Visitor;
import io.crawlkeeper.worker.crawl.politeness.Permit;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A place in line at the gate, for requests outside of any run. Blocks; one thread. */
final class Turn implements AutoCloseable {
  private static final long LOOK = Duration.ofSeconds(1).toNanos();

  private final Web web;
  private final Visitor visitor;
  private final Semaphore wakes = new Semaphore(0);

  /**
   * @param host with port
   */
  Turn(Web web, String host, Demand demand) {
    this.web = web;
    this.visitor = web.gate().join(host, demand, wakes::release, now());
  }

  void demand(Demand changed) {
    visitor.demand(changed);
  }

  /**
   * Waits until a request may start, and no longer than {@code longest}.
   *
   * @return to be ended; null if it took too long
   * @throws IOException if the host has not answered for long
   */
  @Nullable Permit await(Duration longest) throws IOException, InterruptedException {
    var until = now() + longest.toNanos();
    while (until - now() > 0) {
      switch (visitor.ask(now())) {
        case Go(var permit) -> {
          return permit;
        }
        case NotBefore(var at) -> sleep(Math.min(at, until) - now());
        case InLine _ -> sleep(Math.min(LOOK, until - now()));
        case GivenUp(var why) -> throw new IOException("the host does not answer: " + why);
      }
    }
    return null;
  }

  private void sleep(long nanos) throws InterruptedException {
    if (wakes.tryAcquire(Math.max(1, nanos), TimeUnit.NANOSECONDS)) {
      wakes.drainPermits();
    }
  }

  private long now() {
    return web.clocks().ticker().getAsLong();
  }

  @Override
  public void close() {
    visitor.leave(now());
  }
}

package io.crawlkeeper.rendering;

import io.crawlkeeper.worker.crawl.fetch.Sending;
import io.crawlkeeper.worker.crawl.politeness.Clearance;
import io.crawlkeeper.worker.crawl.render.Turnstile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets one request through at a time, whatever its host, and notes the hosts in their order. */
final class OneAtATime implements Turnstile {

  private final Semaphore free = new Semaphore(1);
  private final ConcurrentLinkedQueue<String> let = new ConcurrentLinkedQueue<>();

  List<String> let() {
    return List.copyOf(let);
  }

  /** Whether nobody has a turn, or waits for one. */
  boolean isEmpty() {
    return free.availablePermits() == 1 && !free.hasQueuedThreads();
  }

  @Override
  public Pass await(String host, int port, Duration longest)
      throws IOException, InterruptedException {
    if (longest.isZero() || !free.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IOException("not in time");
    }
    let.add(host + ":" + port);
    return new Turn();
  }

  private final class Turn implements Pass {
    @Override
    public Clearance clear() {
      return Sending.SENT;
    }

    @Override
    public void written() {
      Sending.FREE.written();
    }

    @Override
    public void answered() {
      Sending.FREE.answered();
    }

    @Override
    public void cutBy(Runnable action) {
      Sending.FREE.cutBy(action);
    }

    @Override
    public void close() {
      free.release();
    }
  }
}

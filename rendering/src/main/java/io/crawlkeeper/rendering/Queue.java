package io.crawlkeeper.rendering;

import io.crawlkeeper.worker.crawl.politeness.Clearance;
import io.crawlkeeper.worker.crawl.render.Turnstile;
import io.crawlkeeper.worker.crawl.render.Turnstile.Pass;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What one page loads, in line at the gate until its time is over. Safe for use by many threads;
 * blocks.
 */
final class Queue {

  private final Turnstile turns;
  private final long end;
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean over;

  /**
   * @param end of the page's time, by {@link System#nanoTime}
   */
  Queue(Turnstile turns, long end) {
    this.turns = turns;
    this.end = end;
  }

  /**
   * Waits for the turn of a request.
   *
   * @param cut ends it at once, when its host is another worker's
   * @throws IOException if it may not be sent
   */
  Pass await(ProxyRequest request, Runnable cut) throws IOException {
    waiting.add(Thread.currentThread());
    try {
      if (over) {
        throw new IOException("the page is over");
      }
      var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      var pass = turns.await(request.host(), request.port(), left);
      pass.cutBy(cut);
      return pass;
    } catch (InterruptedException e) {
      throw new IOException("the page is over", e);
    } finally {
      waiting.remove(Thread.currentThread());
    }
  }

  /**
   * Waits until what has its turn may be written.
   *
   * @throws IOException if it may not any more
   */
  static void clear(Pass pass) throws IOException {
    try {
      for (var wait = nanosToWait(pass); wait > 0; wait = nanosToWait(pass)) {
        TimeUnit.NANOSECONDS.sleep(wait);
      }
    } catch (InterruptedException e) {
      throw new IOException("the page is over", e);
    }
  }

  private static long nanosToWait(Pass pass) throws IOException {
    return switch (pass.clear()) {
      case Clearance.Sent() -> 0;
      case Clearance.Wait(var nanos) -> Math.max(1, nanos);
      case Clearance.Refused() -> throw new IOException("the host may not be asked any more");
    };
  }

  /** Has all leave the line. */
  void end() {
    over = true;
    waiting.forEach(Thread::interrupt);
  }
}

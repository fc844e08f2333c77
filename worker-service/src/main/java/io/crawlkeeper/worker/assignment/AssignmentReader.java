package io.crawlkeeper.worker.assignment;

import io.crawlkeeper.worker.ledger.OwnedTask;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads assignments for the loop, so that the loop never waits for them. One read after the other:
 * what is handed over later was read later. Hints may come from any thread.
 */
final class AssignmentReader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AssignmentReader.class);
  private static final long RETRY_MILLIS = 500;

  /** Takes what was read; {@code names} is null if everything was. */
  interface Taker {
    void take(@Nullable Collection<String> names, Map<String, OwnedTask> read);
  }

  private final AssignmentSource source;
  private final Taker taker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition hinted = lock.newCondition();
  private final Set<String> names = new HashSet<>();
  private boolean all;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("assignment-reader").unstarted(this::run);

  AssignmentReader(AssignmentSource source, Taker taker) {
    this.source = source;
    this.taker = taker;
  }

  void start() {
    thread.start();
  }

  void all() {
    hint(null);
  }

  void some(Collection<String> changed) {
    hint(changed);
  }

  private void hint(@Nullable Collection<String> changed) {
    lock.lock();
    try {
      if (changed == null) {
        all = true;
      } else {
        names.addAll(changed);
      }
      hinted.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Reads what was hinted at; a read that fails is to be repeated.
   *
   * @return whether nothing is left to be read
   */
  boolean step() throws InterruptedException {
    var hints = take();
    var some = hints.names();
    var everything = hints.all();
    try {
      if (everything) {
        taker.take(null, source.all());
      } else if (!some.isEmpty()) {
        taker.take(some, source.some(some));
      }
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      log.debug("Cannot read the assignments now", e);
      hint(everything ? null : some);
      return false;
    }
  }

  private record Hints(boolean all, Set<String> names) {}

  private Hints take() {
    lock.lock();
    try {
      var taken = new Hints(all, Set.copyOf(names));
      names.clear();
      all = false;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (true) {
        await();
        if (!step()) {
          TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      log.debug("No more assignments are read");
    }
  }

  private void await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!all && names.isEmpty()) {
        hinted.await();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

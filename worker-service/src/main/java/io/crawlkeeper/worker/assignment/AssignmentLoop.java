package io.crawlkeeper.worker.assignment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires the schedules and carries out the runs of all tasks that are assigned to this worker. One
 * thread decides, and one timer wakes it for whatever is due next; hints that something changed
 * come from outside, and every 30 s all is read anew.
 */
public final class AssignmentLoop implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AssignmentLoop.class);
  private static final Duration SWEEP = Duration.ofSeconds(30);

  /** How often progress is written, and how soon a jump of the clock is noticed. */
  private static final Duration BEAT = Duration.ofSeconds(1);

  private final Self self;
  private final InstantSource clock;
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final Office office;
  private final AssignmentReader reader;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("assignment-loop").unstarted(this::run);
  private Instant beatAt = Instant.EPOCH;
  private Instant sweptAt = Instant.EPOCH;
  private boolean could;
  private @Nullable CompletableFuture<Void> leaving;
  private volatile int assigned;
  private volatile int active;
  private volatile @Nullable Instant firstDue;
  private volatile boolean closed;

  public AssignmentLoop(AssignmentSource source, Ports ports, Self self, InstantSource clock) {
    this.self = self;
    this.clock = clock;
    this.office = new Office(ports, self, events::add);
    this.reader =
        new AssignmentReader(
            source, (names, read) -> events.add(() -> office.assigned(names, read)));
  }

  public void start() {
    reader.start();
    thread.start();
  }

  /** Everything may have changed. Returns at once. */
  public void allChanged() {
    reader.all();
  }

  /** The assignments of these tasks may have changed. Returns at once. */
  public void changed(Collection<String> names) {
    reader.some(names);
  }

  /** The session is over: everything that runs is dropped. Returns at once. */
  public void sessionLost() {
    events.add(office::removeAll);
  }

  /** Tasks of this worker. */
  public int assigned() {
    return assigned;
  }

  /** Attempts under way. */
  public int active() {
    return active;
  }

  /**
   * When the first tick of all tasks that is neither run nor recorded as skipped is, or was, due;
   * null if there is none.
   */
  public @Nullable Instant firstDue() {
    return firstDue;
  }

  /**
   * Begins nothing any more and gives back what runs.
   *
   * @return whether all was given back within that time
   */
  public boolean leave(Duration patience) throws InterruptedException {
    var over = new CompletableFuture<Void>();
    events.add(
        () -> {
          office.leave();
          leaving = over;
        });
    try {
      over.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads what was hinted at. Only where {@link #start} was not called. */
  public boolean read() throws InterruptedException {
    return reader.step();
  }

  /**
   * Does all that is due now, without waiting for anything. Only where {@link #start} was not
   * called.
   *
   * @return how long nothing is due, unless something comes from outside
   */
  public Duration step() {
    for (var event = events.poll(); event != null; event = events.poll()) {
      event.run();
    }
    var now = clock.instant();
    beat(now);
    office.work(now);
    var unsure = office.takeUnsure();
    if (!unsure.isEmpty()) {
      reader.some(unsure);
    }
    count();
    var over = leaving;
    if (over != null && office.idle()) {
      over.complete(null);
    }
    return pause(now);
  }

  private void beat(Instant now) {
    var can = self.mayFire().getAsBoolean() && self.mayStart().getAsBoolean();
    if (can && !could) {
      office.allDirty();
    }
    could = can;
    if (apart(beatAt, now, BEAT)) {
      beatAt = now;
      office.gatherProgress();
      office.tryAgain();
    }
    if (apart(sweptAt, now, SWEEP)) {
      sweptAt = now;
      reader.all();
    }
  }

  /** Also where the clock has been put back. */
  private static boolean apart(Instant last, Instant now, Duration least) {
    return now.isBefore(last) || !now.isBefore(last.plus(least));
  }

  private Duration pause(Instant now) {
    var next = office.nextWake();
    if (next == null || next.isAfter(now.plus(BEAT))) {
      return BEAT;
    }
    return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
  }

  private void run() {
    var pause = Duration.ZERO;
    while (!closed) {
      try {
        var event = events.poll(pause.toNanos(), TimeUnit.NANOSECONDS);
        if (event != null) {
          event.run();
        }
        pause = step();
      } catch (InterruptedException e) {
        log.debug("The loop ends");
        return;
      } catch (RuntimeException | Error e) {
        log.error("A step of the loop failed; it goes on", e);
      }
    }
  }

  private void count() {
    assigned = office.assigned();
    active = office.active();
    firstDue = office.firstDue();
  }

  @Override
  public void close() {
    closed = true;
    reader.close();
    thread.interrupt();
  }
}

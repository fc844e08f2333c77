package io.crawlkeeper.master.zookeeper;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Paths of which watches have told, until they are read. Any thread adds; one takes, reads, and
 * says when that is done.
 */
final class Hints {

  private final LongSupplier nanoTime;
  private Set<String> waiting = new HashSet<>();
  private @Nullable Long waitingSince;
  private @Nullable Long takenSince;

  /**
   * @param nanoTime a clock that only goes forward
   */
  Hints(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * @return whether it is the first since they were taken
   */
  synchronized boolean add(String path) {
    var first = waitingSince == null;
    if (first) {
      waitingSince = nanoTime.getAsLong();
    }
    waiting.add(path);
    return first;
  }

  /** All that wait; they are not read before {@link #read}. */
  synchronized Set<String> take() {
    var taken = waiting;
    takenSince = takenSince == null ? waitingSince : takenSince;
    waiting = new HashSet<>();
    waitingSince = null;
    return taken;
  }

  /** What was taken is read. */
  synchronized void read() {
    takenSince = null;
  }

  /** For how long the oldest has not been read; zero if there is none. */
  synchronized Duration age() {
    var oldest = takenSince == null ? waitingSince : takenSince;
    return oldest == null ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - oldest);
  }
}

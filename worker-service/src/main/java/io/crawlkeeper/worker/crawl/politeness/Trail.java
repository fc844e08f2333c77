package io.crawlkeeper.worker.crawl.politeness;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * The last requests that were sent to a host, and by when each of them must have reached it.
 *
 * <p>A request takes some time from the moment at which it is let go until the host notes it, and
 * never the same. So requests that start evenly may arrive in a heap. Here a request is held back
 * until the {@link #WINDOW}th before it has <em>arrived</em> so long ago as their delays together:
 * no window of that length then holds more than as many, wherever it begins and however unevenly
 * they travel. (Of more than that in one window, the one that was let go last left less than a
 * window after the arrival of the {@code WINDOW}th before it.) Where delays are short, the window
 * is {@link #SPAN} and holds more.
 *
 * <p>A request has arrived when its answer begins or it has ended, and at most {@link #TRAVEL}
 * after it was handed to the operating system. Delays of zero leave no trail. Guarded by the gate;
 * times are nanoseconds of its ticker.
 */
final class Trail {
  static final int WINDOW = 10;
  static final Duration SPAN = Duration.ofSeconds(1);
  static final Duration TRAVEL = Duration.ofMillis(500);

  /** Windows of very short delays are shorter than the span, to bound what is kept. */
  private static final int MOST = 1_000;

  private final ArrayDeque<Sent> sent = new ArrayDeque<>();

  /** All delays so far: how long the requests would have taken at the pace that was asked for. */
  private long schedule;

  /** A request that was let go. */
  static final class Sent {
    private final long schedule;
    private boolean written;
    private boolean arrived;
    private long by;

    private Sent(long schedule) {
      this.schedule = schedule;
    }

    /** It was handed to the operating system. */
    void written(long now) {
      if (!written && !arrived) {
        written = true;
        by = now + TRAVEL.toNanos();
      }
    }

    /** The host has it, as it answers or the request has ended. */
    void arrived(long now) {
      if (!arrived) {
        by = written && by - now < 0 ? by : now;
        arrived = true;
      }
    }

    private long by(long now) {
      return written || arrived ? by : now + TRAVEL.toNanos();
    }
  }

  /**
   * Counts a request that is let go now.
   *
   * @param delay that has to follow it, in nanoseconds, more than 0
   */
  Sent add(long delay) {
    var one = new Sent(schedule);
    sent.addLast(one);
    schedule += delay;
    trim();
    return one;
  }

  /** Keeps no more than it takes to fill a window. */
  private void trim() {
    var eldest = sent.removeFirst();
    while (!sent.isEmpty() && fills(sent.getFirst(), sent.size())) {
      eldest = sent.removeFirst();
    }
    sent.addFirst(eldest);
  }

  private boolean fills(Sent eldest, int count) {
    return count >= MOST || (count >= WINDOW && schedule - eldest.schedule >= SPAN.toNanos());
  }

  /** When the window has room for another request, or {@code least} if that is later. */
  long opens(long least, long now) {
    return sent.isEmpty() || !fills(sent.getFirst(), sent.size())
        ? least
        : Nanos.later(least, end(sent.getFirst(), now));
  }

  /**
   * From when on somebody who knows nothing of these requests may send others in their delay, and
   * no window holds too many of both; {@code now} if at once.
   */
  long handOver(long now) {
    var latest = now;
    for (var one : sent) {
      latest = Nanos.later(latest, end(one, now));
    }
    return latest;
  }

  private long end(Sent one, long now) {
    return one.by(now) + schedule - one.schedule;
  }
}

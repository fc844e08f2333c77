package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.url.Fingerprint;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Links that this attempt has already told the frontier of, most of them: a site's menu stands on
 * each of its pages, and need not be looked up each time. What is told is stored before the page
 * that told it counts as done, so nothing is lost with an attempt. 1 MiB; safe for use by many
 * threads.
 */
final class RecentLinks {
  private static final int SIZE = 1 << 17;

  private final AtomicLongArray told = new AtomicLongArray(SIZE);

  /** Whether the frontier was told that {@code link} is taken, and that not long ago. */
  boolean isTaken(Fingerprint link) {
    return told.get(slot(link)) == link.low();
  }

  /** Whether it is news that {@code link} is taken, or that it is refused. */
  boolean isNews(Fingerprint link, boolean taken) {
    // A slot is a place for one link; the next one there takes it over.
    var value = taken ? link.low() : ~link.low();
    return told.getAndSet(slot(link), value) != value;
  }

  private static int slot(Fingerprint link) {
    return (int) (link.high() & (SIZE - 1));
  }
}

package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.worker.crawl.politeness.RobotsRules;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules by their source, in bounded memory: those that were not asked for longest are forgotten
 * first. Safe for use by many threads; {@code now} is in nanoseconds.
 */
final class RobotsStore {
  private static final Duration KEPT = Duration.ofHours(24);
  private static final Duration FAILURE_KEPT = Duration.ofMinutes(3);

  /** For how long rules that were read still hold while robots.txt cannot be reached. */
  private static final Duration STALE = Duration.ofDays(7);

  private static final long MOST_BYTES = 64 << 20;

  private final Map<Source, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
  private final long mostBytes;
  private long bytes;

  RobotsStore() {
    this(MOST_BYTES);
  }

  RobotsStore(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** The rules of a source; null if they are not known, or too old. */
  synchronized @Nullable RobotsRules get(Source source, long now) {
    var known = kept.get(source);
    return known == null || known.until - now <= 0 ? null : known.rules;
  }

  /**
   * Keeps what came of reading the rules.
   *
   * @return the rules that hold from now on: older ones while robots.txt cannot be reached (RFC
   *     9309, 2.4)
   */
  synchronized RobotsRules put(Source source, RobotsRules read, long now) {
    var old = kept.remove(source);
    bytes -= old == null ? 0 : old.rules.weight();
    var entry = entry(old, read, now);
    kept.put(source, entry);
    bytes += entry.rules.weight();
    forget();
    return entry.rules;
  }

  private static Kept entry(@Nullable Kept old, RobotsRules read, long now) {
    if (read.failure() == null) {
      return new Kept(read, now, now + KEPT.toNanos());
    }
    var until = now + FAILURE_KEPT.toNanos();
    return old != null && old.rules.failure() == null && now - old.readAt < STALE.toNanos()
        ? new Kept(old.rules, old.readAt, until)
        : new Kept(read, now, until);
  }

  private void forget() {
    var eldest = kept.values().iterator();
    while (bytes > mostBytes && kept.size() > 1) {
      bytes -= eldest.next().rules.weight();
      eldest.remove();
    }
  }

  /**
   * Who says what the rules of an origin are. Proxies may be shown another file than the worker, or
   * make one up, which must not count for runs that do not trust them.
   *
   * @param proxies through which it is asked; empty if directly
   */
  record Source(String origin, Set<Proxy> proxies) {
    Source {
      proxies = Set.copyOf(proxies);
    }
  }

  /**
   * @param readAt when the rules were read from the site
   * @param until when they have to be read again
   */
  private record Kept(RobotsRules rules, long readAt, long until) {}
}

package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxies of a run, taken in turn. One that fails is left out for a while, which doubles with
 * each further failure; if all are, the one whose time is up first is taken. Safe for use by many
 * threads.
 */
public final class ProxyRing {
  /** Of those who ask directly. */
  static final ProxyRing NONE = new ProxyRing(List.of(), () -> 0);

  static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 4;
  private static final Logger log = LoggerFactory.getLogger(ProxyRing.class);

  private final List<Place> places = new ArrayList<>();
  private final Set<Proxy> all;
  private final LongSupplier ticker;
  private int next;

  /**
   * @param ticker monotonic, in nanoseconds
   */
  ProxyRing(List<Proxy> proxies, LongSupplier ticker) {
    this.all = proxies.stream().collect(Collectors.toUnmodifiableSet());
    this.ticker = ticker;
    proxies.forEach(proxy -> places.add(new Place(proxy, ticker.getAsLong())));
  }

  /** All of them, whatever their state; empty if servers are asked directly. */
  Set<Proxy> all() {
    return all;
  }

  /** Null if there are none. */
  synchronized @Nullable Proxy take() {
    @Nullable Place best = null;
    for (var i = 0; i < places.size(); i++) {
      var place = places.get((next + i) % places.size());
      if (place.left() <= 0) {
        best = place;
        break;
      }
      best = best == null || place.left() < best.left() ? place : best;
    }
    if (best == null) {
      return null;
    }
    next = (places.indexOf(best) + 1) % places.size();
    return best.proxy;
  }

  /** Learns what became of a request. */
  void over(FetchRequest request, FetchResult result) {
    var proxy = request.proxy();
    if (proxy == null) {
      return;
    }
    if (result instanceof Failed(var kind, var error) && kind == FailureKind.PROXY) {
      failed(proxy, error);
    } else {
      worked(proxy);
    }
  }

  synchronized void failed(Proxy proxy, String why) {
    for (var place : places) {
      if (place.proxy.equals(proxy) && place.left() <= 0) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(place.failures++, MOST_DOUBLINGS));
        place.until = ticker.getAsLong() + pause.toNanos();
        log.warn("The proxy {} is left out for {} s: {}", proxy, pause.toSeconds(), why);
      }
    }
  }

  synchronized void worked(Proxy proxy) {
    for (var place : places) {
      if (place.proxy.equals(proxy)) {
        place.failures = 0;
      }
    }
  }

  private final class Place {
    private final Proxy proxy;
    private long until;
    private int failures;

    private Place(Proxy proxy, long until) {
      this.proxy = proxy;
      this.until = until;
    }

    private long left() {
      return until - ticker.getAsLong();
    }
  }
}

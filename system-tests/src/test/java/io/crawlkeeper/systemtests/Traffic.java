package io.crawlkeeper.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.systemtests.harness.WatchedSite;
import io.crawlkeeper.systemtests.harness.WatchedSite.Request;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Holds what a site has noted against the limits of a host.
 *
 * <p>Between the last look of a worker and the note of the site a request travels: it is given a
 * thread, connected, accepted, given a thread again. A request that travels slowly followed by one
 * that travels fast come closer to each other than they started. {@link #TRAVEL} is allowed for
 * that, once for a window of any length, and besides what requests of the site to itself took at
 * that time. The first requests of a process travel as long as it takes to load its classes, so
 * starts are looked at from when all workers are {@link #WARM}.
 */
record Traffic(WatchedSite site, List<String> workers) {

  static final Duration TRAVEL = Duration.ofMillis(80);

  private static final int WARM = 15;

  /** No more than {@code events} start in any window of this length. */
  void assertNoMoreThan(int events, Duration window) {
    var requests = site.requests();
    for (var i = warm(requests) + events; i < requests.size(); i++) {
      var first = requests.get(i - events);
      var last = requests.get(i);
      var most = window.minus(TRAVEL).toNanos() - stalled(first, last);
      assertThat(last.start() - first.start())
          .as("%d starts from %d to %d of %d", events + 1, i - events, i, requests.size())
          .isGreaterThanOrEqualTo(most);
    }
  }

  /** Index of the first request after all have sent enough to be warm. */
  private int warm(List<Request> requests) {
    var sent = new HashMap<String, Integer>();
    for (var i = 0; i < requests.size(); i++) {
      sent.merge(requests.get(i).worker(), 1, Integer::sum);
      if (workers.stream().allMatch(worker -> sent.getOrDefault(worker, 0) >= WARM)) {
        return i;
      }
    }
    throw new AssertionError("too few requests: " + sent);
  }

  private long stalled(Request first, Request last) {
    return site.stalls().stream()
        .filter(stall -> stall.from() <= last.start() && stall.to() >= first.start())
        .mapToLong(stall -> stall.to() - stall.from())
        .sum();
  }

  void assertNeverMoreUnderWayThan(int most) {
    var requests = site.requests();
    for (var i = 0; i < requests.size(); i++) {
      var at = requests.get(i).start();
      var underWay =
          requests.subList(0, i + 1).stream().filter(request -> request.end() > at).count();
      assertThat(underWay).as("under way when request %d starts", i).isLessThanOrEqualTo(most);
    }
  }

  /** Each has at least this part of all. */
  void assertShared(double least) {
    var counts = workers.stream().mapToLong(site::count).toArray();
    assertThat(LongStream.of(counts).min().orElseThrow())
        .as("requests of %s: %s", workers, counts)
        .isGreaterThanOrEqualTo((long) (least * LongStream.of(counts).sum()));
  }
}

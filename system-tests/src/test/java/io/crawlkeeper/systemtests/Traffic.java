package io.crawlkeeper.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.systemtests.harness.WatchedSite;
import io.crawlkeeper.systemtests.harness.WatchedSite.Request;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Holds what a site has noted against the limits of a host.
 *
 * <p>Between the last look of a worker and the note of the site a request travels: it is given a
 * thread, connected, accepted, given a thread again. A request that travels slowly followed by one
 * that travels fast come closer to each other than they started. {@link #TRAVEL} is allowed for
 * that, once for a window of any length, and besides the times in which the site noted nothing as
 * its machine did not let it run.
 */
record Traffic(WatchedSite site) {

  static final Duration TRAVEL = Duration.ofMillis(80);

  /** No more than {@code events} start in any window of this length. */
  void assertNoMoreThan(int events, Duration window) {
    var requests = site.requests();
    for (var i = events; i < requests.size(); i++) {
      var first = requests.get(i - events);
      var last = requests.get(i);
      var most = window.minus(TRAVEL).toNanos() - stalled(first, last);
      assertThat(last.start() - first.start())
          .as("%d starts from %d to %d of %d", events + 1, i - events, i, requests.size())
          .isGreaterThanOrEqualTo(most);
    }
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
  void assertShared(List<String> workers, double least) {
    var counts = workers.stream().mapToLong(site::count).toArray();
    assertThat(LongStream.of(counts).min().orElseThrow())
        .as("requests of %s: %s", workers, counts)
        .isGreaterThanOrEqualTo((long) (least * LongStream.of(counts).sum()));
  }
}

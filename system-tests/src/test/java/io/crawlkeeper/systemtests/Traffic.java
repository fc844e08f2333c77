package io.crawlkeeper.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.systemtests.harness.WatchedSite;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** Holds all that a site has noted, from the first request on, against the limits of a host. */
record Traffic(WatchedSite site) {

  /** No window of this length, wherever it begins, holds more than {@code most} requests. */
  void assertNoMoreThan(int most, Duration window) {
    var requests = site.requests();
    for (var i = most; i < requests.size(); i++) {
      assertThat(requests.get(i).start() - requests.get(i - most).start())
          .as("%d starts from %d to %d of %d", most + 1, i - most, i, requests.size())
          .isGreaterThanOrEqualTo(window.toNanos());
    }
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

  /** Each of these workers has at least this part of all since they all were at work. */
  void assertShared(List<String> workers, double least) {
    var since = workers.stream().mapToLong(this::first).max().orElseThrow();
    var counts =
        workers.stream()
            .mapToLong(
                worker ->
                    site.requests().stream()
                        .filter(request -> request.start() >= since)
                        .filter(request -> request.worker().equals(worker))
                        .count())
            .toArray();
    assertThat(LongStream.of(counts).min().orElseThrow() * 1.0 / LongStream.of(counts).sum())
        .as("least share of %s with %s requests", workers, counts)
        .isGreaterThanOrEqualTo(least);
  }

  private long first(String worker) {
    return site.requests().stream()
        .filter(request -> request.worker().equals(worker))
        .findFirst()
        .orElseThrow()
        .start();
  }
}

package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.worker.crawl.fetch.Body;
import io.crawlkeeper.worker.crawl.fetch.FailureKind;
import io.crawlkeeper.worker.crawl.fetch.FetchResult;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.HttpHead;
import io.crawlkeeper.worker.crawl.fetch.HttpHead.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final Retries retries = new Retries(SECOND, 3);

  private static FetchResult status(int status, Field... fields) {
    var head = new HttpHead("HTTP/1.1 " + status + " X", List.of(fields));
    return new Received(head, head, status, new Body(new byte[0], new byte[0], false, true));
  }

  @ParameterizedTest
  @EnumSource
  void triesAgainAfterFailuresThatMayPass(FailureKind kind) {
    var passing =
        switch (kind) {
          case DNS, CONNECT, TLS, TIMEOUT, CLOSED, PROXY, NETWORK -> true;
          case ADDRESS, CONTACT, CERTIFICATE, HEADER, ENCODING, PROTOCOL, URL -> false;
        };

    assertThat(retries.delay(new Failed(kind, "x"), 0, Instant.EPOCH) != null).isEqualTo(passing);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 520})
  void triesAgainAfterStatusesThatMayPass(int status) {
    assertThat(retries.delay(status(status), 0, Instant.EPOCH)).isEqualTo(SECOND);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 304, 400, 401, 403, 404, 410, 501, 505})
  void doesNotTryAgainAfterOthers(int status) {
    assertThat(retries.delay(status(status), 0, Instant.EPOCH)).isNull();
  }

  @Test
  void doublesTheDelayUpToTheLastTry() {
    var failed = new Failed(FailureKind.CLOSED, "x");

    assertThat(retries.delay(failed, 1, Instant.EPOCH)).isEqualTo(Duration.ofSeconds(2));
    assertThat(retries.delay(failed, 2, Instant.EPOCH)).isEqualTo(Duration.ofSeconds(4));
    assertThat(retries.delay(failed, 3, Instant.EPOCH)).isNull();
    assertThat(new Retries(SECOND, 0).delay(failed, 0, Instant.EPOCH)).isNull();
    assertThat(new Retries(SECOND, 10).delay(failed, 9, Instant.EPOCH))
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void waitsForAsLongAsTheServerAsksWithinReason() {
    assertThat(retries.delay(status(503, new Field("Retry-After", "30")), 0, Instant.EPOCH))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(retries.delay(status(503, new Field("Retry-After", "99999")), 0, Instant.EPOCH))
        .isEqualTo(Duration.ofMinutes(5));
  }
}

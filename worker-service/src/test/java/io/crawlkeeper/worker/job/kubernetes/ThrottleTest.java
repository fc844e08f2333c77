package io.crawlkeeper.worker.job.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final AtomicLong now = new AtomicLong(5_000_000_000L);
  private final Throttle throttle = new Throttle(10, 3, now::get);

  @Test
  void letsABurstPassAndThenTheRate() {
    assertThat(throttle.reserve()).isZero();
    assertThat(throttle.reserve()).isZero();
    assertThat(throttle.reserve()).isZero();
    assertThat(throttle.reserve()).isEqualTo(Duration.ofMillis(100));
    assertThat(throttle.reserve()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void savesNoMoreThanABurst() {
    for (var i = 0; i < 3; i++) {
      throttle.reserve();
    }
    now.addAndGet(Duration.ofHours(1).toNanos());

    assertThat(throttle.reserve()).isZero();
    assertThat(throttle.reserve()).isZero();
    assertThat(throttle.reserve()).isZero();
    assertThat(throttle.reserve()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void earnsOneTurnAfterAnother() {
    for (var i = 0; i < 3; i++) {
      throttle.reserve();
    }
    now.addAndGet(Duration.ofMillis(100).toNanos());

    assertThat(throttle.reserve()).isZero();
    assertThat(throttle.reserve()).isEqualTo(Duration.ofMillis(100));
  }
}

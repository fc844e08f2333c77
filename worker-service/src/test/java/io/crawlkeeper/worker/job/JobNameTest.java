package io.crawlkeeper.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobNameTest {

  @Test
  void isThatOfTheRunAndItsTry() {
    assertThat(JobName.of("crawlkeeper", "2501-r3", 1)).isEqualTo("crawlkeeper-2501-r3-2");
  }

  @Test
  void isAlwaysALabelOfDns() {
    var run = "9223372036854775807-r9223372036854775807";

    var name = JobName.of("a-long-installation1", run, 7);

    assertThat(name).hasSizeLessThanOrEqualTo(63).matches("[a-z]([a-z0-9-]*[a-z0-9])?");
    assertThat(JobName.of("a-long-installation1", run, 8)).isNotEqualTo(name);
    assertThat(JobName.of("ck", "7_1", 0)).matches("ck-7-1-1-[0-9a-f]{10}");
  }
}

package io.crawlkeeper.worker.job.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RealProgramsTest {

  @Test
  void areNotThereUnlessAskedFor() {
    assertThat(RealPrograms.find(Map.of())).isEmpty();
  }

  @Test
  void areMissedLoudlyWhereAskedFor() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> RealPrograms.find(Map.of("CRAWLKEEPER_ETCD", "/usr/bin/env")))
        .withMessageContaining("CRAWLKEEPER_KUBE_APISERVER");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                RealPrograms.find(
                    Map.of(
                        "CRAWLKEEPER_KUBE_APISERVER", "/no/such/program",
                        "CRAWLKEEPER_KUBE_CONTROLLER_MANAGER", "/usr/bin/env",
                        "CRAWLKEEPER_ETCD", "/usr/bin/env")));
  }
}

package io.crawlkeeper.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionPhaseTest {

  @ParameterizedTest
  @CsvSource({
    "true, 0, CONNECTED",
    "true, 699, CONNECTED",
    "false, 0, SUSPENDED",
    "false, 699, SUSPENDED",
    "true, 700, DOUBTFUL",
    "false, 999, DOUBTFUL",
    "true, 1000, LOST",
    "false, 99999, LOST"
  })
  void followsTheSilenceOfTheServer(boolean connected, long silent, SessionPhase phase) {
    assertThat(SessionPhase.of(connected, silent, 1000)).isEqualTo(phase);
  }
}

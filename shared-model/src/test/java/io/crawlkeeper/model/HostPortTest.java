package io.crawlkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPortTest {

  @ParameterizedTest
  @CsvSource({
    "worker-1.example.org, worker-1.example.org:8090",
    "10.0.0.5, 10.0.0.5:8090",
    "fd00::5, [fd00::5]:8090",
    "[fd00::5], [fd00::5]:8090"
  })
  void standsInAUrl(String host, String text) {
    assertThat(HostPort.text(host, 8090)).isEqualTo(text);
    assertThat(URI.create("http://" + text + "/").getPort()).isEqualTo(8090);
  }
}

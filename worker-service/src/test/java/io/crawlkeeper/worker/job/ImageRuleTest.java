package io.crawlkeeper.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRuleTest {
  private static final String DIGEST =
      "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @CsvSource({
    "registry.test/team/*, registry.test/team/report:1",
    "registry.test/team/*, registry.test/team/sub/report:1",
    "registry.test/team/report, registry.test/team/report:1",
    "registry.test/team/report, registry.test/team/report" + DIGEST,
    "registry.test/team/report:1, registry.test/team/report:1",
    "registry.test/team/report:1, registry.test/team/report:1" + DIGEST,
    "registry.test:5000/report, registry.test:5000/report:1",
    "alpine, alpine:3.20",
    "docker.io/library/alpine, alpine:3.20",
    "alpine:3.20, docker.io/library/alpine:3.20",
    "docker.io/alpine, alpine:3.20",
    "team/*, docker.io/team/report:1"
  })
  void allows(String rule, String image) {
    assertThat(ImageRule.parse(rule).allows(image)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "registry.test/team/*, registry.test/team-b/report:1",
    "registry.test/team/*, evil.test/registry.test/team/report:1",
    "registry.test/team/report, registry.test/team/report-b:1",
    "registry.test/team/report, registry.test/team/report/b:1",
    "registry.test/team/report:1, registry.test/team/report:12",
    "registry.test/team/report" + DIGEST + ", registry.test/team/report:1",
    "alpine, registry.test/alpine:3.20",
    "alpine, evil/alpine:3.20"
  })
  void doesNotAllow(String rule, String image) {
    assertThat(ImageRule.parse(rule).allows(image)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "registry.test/*/report", "registry.test/te*", "a b", "/a", ""})
  void refusesWhatIsNoRule(String rule) {
    assertThatIllegalArgumentException().isThrownBy(() -> ImageRule.parse(rule));
  }
}

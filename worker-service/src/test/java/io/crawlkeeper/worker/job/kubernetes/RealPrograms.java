package io.crawlkeeper.worker.job.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs of a control plane.
 *
 * @param gates options for features that are off in an old version
 */
record RealPrograms(Path apiServer, Path controllers, Path etcd, List<String> gates) {
  private static final String API_SERVER = "CRAWLKEEPER_KUBE_APISERVER";
  private static final String CONTROLLERS = "CRAWLKEEPER_KUBE_CONTROLLER_MANAGER";
  private static final String ETCD = "CRAWLKEEPER_ETCD";
  private static final String GATES = "CRAWLKEEPER_KUBE_FEATURE_GATES";

  /** Whether the environment of this process names any. */
  static boolean asked() {
    return asked(System.getenv());
  }

  private static boolean asked(Map<String, String> environment) {
    return Stream.of(API_SERVER, CONTROLLERS, ETCD).anyMatch(environment::containsKey);
  }

  /**
   * @return empty if nobody has asked for them
   * @throws AssertionError if somebody has, and they are not all there
   */
  static Optional<RealPrograms> find(Map<String, String> environment) {
    if (!asked(environment)) {
      return Optional.empty();
    }
    var gates = environment.getOrDefault(GATES, "");
    return Optional.of(
        new RealPrograms(
            program(environment, API_SERVER),
            program(environment, CONTROLLERS),
            program(environment, ETCD),
            gates.isEmpty() ? List.of() : List.of("--feature-gates=" + gates)));
  }

  private static Path program(Map<String, String> environment, String variable) {
    var path = environment.get(variable);
    assertThat(path).as("%s, as one of the three is set", variable).isNotBlank();
    assertThat(Path.of(path)).as("%s", variable).isExecutable();
    return Path.of(path);
  }
}

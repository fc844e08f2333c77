package io.crawlkeeper.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crawlkeeper.settings.SettingsReader;
import io.crawlkeeper.settings.WrongSettings;
import io.crawlkeeper.worker.job.JobListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class JobModuleTest {

  private static JobModule read(Map<String, Object> properties) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    return WorkerSettings.read(new SettingsReader(environment)).jobs();
  }

  @Test
  void offersNoContainersWithoutACluster() {
    assertThat(read(Map.of()).executor(JobListener.NONE)).isEmpty();
  }

  @Test
  void reachesTheClusterOfAKubeconfig(@TempDir Path folder) throws IOException {
    var module =
        read(
            Map.of(
                "crawlkeeper.jobs.access", "kubeconfig",
                "crawlkeeper.jobs.kubeconfig", kubeconfig(folder).toString(),
                "crawlkeeper.jobs.context", "b"));

    assertThat(module.executor(JobListener.NONE))
        .hasValueSatisfying(
            executor -> {
              assertThat(executor.kind()).isEqualTo("job");
              executor.close();
            });
  }

  @Test
  void saysWhatIsWrongWithAKubeconfig(@TempDir Path folder) throws IOException {
    var file = kubeconfig(folder).toString();

    refuses(
        Map.of("crawlkeeper.jobs.access", "kubeconfig", "crawlkeeper.jobs.kubeconfig", "/no/file"),
        "crawlkeeper.jobs.kubeconfig is '/no/file' but must be a kubeconfig");
    refuses(
        Map.of(
            "crawlkeeper.jobs.access", "kubeconfig",
            "crawlkeeper.jobs.kubeconfig", file,
            "crawlkeeper.jobs.context", "c"),
        "must have a context called c");
    refuses(
        Map.of("crawlkeeper.jobs.access", "kubeconfig", "crawlkeeper.jobs.kubeconfig", file),
        "must have a current context");
  }

  private static void refuses(Map<String, Object> properties, String words) {
    assertThatExceptionOfType(WrongSettings.class)
        .isThrownBy(() -> read(properties))
        .withMessageContaining(words);
  }

  private static Path kubeconfig(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
        users: [{name: u, user: {token: t}}]
        contexts: [{name: a, context: {cluster: c, user: u}}, {name: b, context: {cluster: c, user: u}}]
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "access, always, 'must be none, in-cluster or kubeconfig'",
    "access, in-cluster, 'KUBERNETES_SERVICE_HOST is not set'",
    "images, *, 'must be an image, a repository, or a path'",
    "namespaces, A_B, must be a namespace",
    "secrets, a*b, must be the name of a secret",
    "labels, a*b, must be the key of a label",
    "labels, *, must be the key of a label",
    "default-cpu, much, must be a quantity",
    "default-memory, 8Gi, crawlkeeper.jobs.max-memory allows 4Gi",
    "installation, My Own, must be 1 to 20 small letters",
    "qps, 0, must be a whole number from 1 to 1000",
    "max-active-deadline, 60d, must be a duration"
  })
  void saysWhatIsWrong(String name, String value, String words) {
    refuses(Map.of("crawlkeeper.jobs." + name, value), words);
  }
}

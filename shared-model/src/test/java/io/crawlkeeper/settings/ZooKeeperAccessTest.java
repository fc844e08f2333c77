package io.crawlkeeper.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;

class ZooKeeperAccessTest {

  @Test
  void isOpenUnlessSomethingElseIsSaid() {
    assertThat(read(Map.of())).isEqualTo(ZooKeeperAccess.OPEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zookeeper.tls.trust-store  | /no/such.pem | is '/no/such.pem' but must be a file",
        "zookeeper.tls.trust-store  | /etc/hostname | ends in .pem, .p12 or .jks",
        "zookeeper.sasl.user        | keeper | together with crawlkeeper.zookeeper.sasl.password",
        "zookeeper.sasl.user        | a\"b   | must be up to 200 letters",
        "zookeeper.tls.verify-host  | maybe  | must be true or false"
      })
  void saysWhatIsWrong(String name, String value, String message) {
    assertThatThrownBy(() -> read(Map.of("crawlkeeper." + name, value)))
        .isInstanceOf(WrongSettings.class)
        .hasMessageContaining("crawlkeeper." + name)
        .hasMessageContaining(message);
  }

  @Test
  void refusesStoresThatAreNotUsed(@TempDir Path folder) throws IOException {
    var store = Files.createFile(folder.resolve("trust.pem"));

    assertThatThrownBy(
            () -> read(Map.of("crawlkeeper.zookeeper.tls.trust-store", store.toString())))
        .hasMessageContaining("crawlkeeper.zookeeper.tls.enabled is 'false' but must be true");
  }

  @Test
  void showsNoPassword() {
    var settings =
        Map.<String, Object>of(
            "crawlkeeper.zookeeper.sasl.user", "keeper",
            "crawlkeeper.zookeeper.sasl.password", "kept-secret");

    assertThat(read(settings).password()).isEqualTo("kept-secret");
    assertThat(read(settings).toString()).contains("keeper").doesNotContain("kept-secret");
  }

  /** As Kubernetes gives them: a folder with a file for each secret. */
  @Test
  void takesSecretsFromAFolderOfFiles(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("crawlkeeper.database.password"), "of-the-database\n");
    Files.writeString(folder.resolve("crawlkeeper.zookeeper.sasl.user"), "keeper");
    Files.writeString(folder.resolve("crawlkeeper.zookeeper.sasl.password"), "kept-secret");
    var environment = new StandardEnvironment();
    Map<String, Object> given = Map.of("spring.config.import", "configtree:" + folder + "/");
    environment.getPropertySources().addFirst(new MapPropertySource("test", given));
    ConfigDataEnvironmentPostProcessor.applyTo(
        environment, new DefaultResourceLoader(), new DefaultBootstrapContext());

    var reader = new SettingsReader(environment);
    var node = NodeSettings.read(reader, "master-1");
    reader.finish();

    assertThat(node.database().password()).isEqualTo("of-the-database");
    assertThat(node.access().password()).isEqualTo("kept-secret");
  }

  private static ZooKeeperAccess read(Map<String, Object> given) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", given));
    var reader = new SettingsReader(environment);
    var access = ZooKeeperAccess.read(reader);
    reader.finish();
    return access;
  }
}

package io.crawlkeeper.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerSecretsTest {
  @TempDir Path folder;

  @Test
  void findsSecretsInSettingsAndInFiles() throws IOException {
    Files.writeString(folder.resolve("site"), "from a file\n");
    Files.writeString(folder.resolve("both"), "from a file");
    var secrets = new WorkerSecrets(Map.of("both", "from the settings"), folder);

    assertThat(secrets.find("site")).isEqualTo("from a file");
    assertThat(secrets.find("both")).isEqualTo("from the settings");
    assertThat(secrets.find("none")).isNull();
    assertThat(new WorkerSecrets(Map.of(), null).find("site")).isNull();
  }

  @Test
  void seesANewPasswordWithoutARestart() throws IOException {
    var secrets = new WorkerSecrets(Map.of(), folder);
    Files.writeString(folder.resolve("site"), "old");
    assertThat(secrets.find("site")).isEqualTo("old");

    Files.writeString(folder.resolve("site"), "new");

    assertThat(secrets.find("site")).isEqualTo("new");
  }

  @Test
  void readsNothingOutsideItsFolder() throws IOException {
    var inner = Files.createDirectory(folder.resolve("inner"));
    Files.writeString(folder.resolve("outside"), "x");
    var secrets = new WorkerSecrets(Map.of(), inner);

    assertThat(secrets.find("../outside")).isNull();
    assertThat(secrets.find(folder.resolve("outside").toString())).isNull();
    assertThat(new WorkerSecrets(Map.of(), folder).find("inner")).isNull();
  }

  @Test
  void tellsNoSecretInItsText() {
    assertThat(new WorkerSecrets(Map.of("a", "s3cret"), null).toString()).doesNotContain("s3cret");
  }
}

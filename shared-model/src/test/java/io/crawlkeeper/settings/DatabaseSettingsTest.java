package io.crawlkeeper.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class DatabaseSettingsTest {

  @Test
  void isAFileInTheDataFolderUnlessOneIsNamed() {
    var settings = read(Map.of("crawlkeeper.data", "/var/lib/keeper"));

    assertThat(settings.sqlite()).isTrue();
    assertThat(settings.file()).isEqualTo(Path.of("/var/lib/keeper/crawlkeeper.db"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite:/var/lib/crawlkeeper.db",
        "jdbc:sqlite:data/my crawls.db",
        "jdbc:postgresql://db:5432/crawlkeeper",
        "jdbc:postgresql://db/crawlkeeper?sslmode=verify-full",
        "jdbc:postgresql://a:5432,b:5432/crawlkeeper?targetServerType=primary"
      })
  void takesSqliteAndPostgresql(String url) {
    assertThat(read(Map.of("crawlkeeper.database.url", url)).url()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite:",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite:file:x?mode=memory",
        "jdbc:mysql://db/crawlkeeper",
        "jdbc:postgresql:crawlkeeper",
        "jdbc:postgresql://db:5432/",
        "postgres://db/crawlkeeper",
        "crawlkeeper.db"
      })
  void refusesAnythingElse(String url) {
    assertThatThrownBy(() -> read(Map.of("crawlkeeper.database.url", url)))
        .isInstanceOf(WrongSettings.class)
        .hasMessage(
            "crawlkeeper.database.url must be jdbc:sqlite:<file> or"
                + " jdbc:postgresql://<host>:<port>/<database>.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://me:hunter2@db/crawlkeeper",
        "jdbc:postgresql://db/crawlkeeper?user=me&password=hunter2",
        "jdbc:postgresql://db/crawlkeeper?sslpassword=hunter2",
        "jdbc:mysql://db/crawlkeeper?PASSWORD=hunter2"
      })
  void refusesAPasswordInTheUrlWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> read(Map.of("crawlkeeper.database.url", url)))
        .isInstanceOf(WrongSettings.class)
        .hasMessageContaining("crawlkeeper.database.url has a password in it")
        .hasMessageContaining("crawlkeeper.database.password")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void doesNotShowThePassword() {
    var settings =
        read(
            Map.of(
                "crawlkeeper.database.url",
                "jdbc:postgresql://db/crawlkeeper",
                "crawlkeeper.database.user",
                "keeper",
                "crawlkeeper.database.password",
                "hunter2"));

    assertThat(settings.user()).isEqualTo("keeper");
    assertThat(settings.password()).isEqualTo("hunter2");
    assertThat(settings.toString()).doesNotContain("hunter2");
  }

  private static DatabaseSettings read(Map<String, Object> properties) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    var reader = new SettingsReader(environment);
    var settings = NodeSettings.read(reader, "node-1");
    reader.finish();
    return settings.database();
  }
}

package io.crawlkeeper.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SettingsReaderTest {

  @Test
  void givesDefaultsWhereNothingIsSet() {
    var settings = read(Map.of());

    assertThat(settings.id()).isEqualTo("node-1");
    assertThat(settings.connect()).isEqualTo("127.0.0.1:2181/crawlkeeper");
    assertThat(settings.bind()).isEqualTo("127.0.0.1");
    assertThat(settings.sessionTimeout()).hasSeconds(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crawlkeeper.id|Not Good|crawlkeeper.id is 'Not Good' but must be lower-case",
        "crawlkeeper.zookeeper.connect|localhost:2181|but must be host:port,host:port/chroot",
        "crawlkeeper.zookeeper.session-timeout|1h|but must be a duration from 1s to 5m",
        "crawlkeeper.zookeeper.session-timeout|soon|but must be a duration from 1s to 5m",
        "crawlkeeper.bind|192.0.2.1|crawlkeeper.bind is '192.0.2.1' but must be an address",
        "crawlkeeper.bind|no such host!|crawlkeeper.bind is 'no such host!' but must be an address",
        "crawlkeeper.colour|4|crawlkeeper.colour is no setting of this service; it knows: ",
        "crawlkeeper.advertize|a|no setting of this service; did you mean crawlkeeper.advertise?"
            + " It",
        "crawlkeeper.zookeper.connect|a|did you mean crawlkeeper.zookeeper.connect? It knows: ",
        "crawlkeeper.sesionTimeout|4s|did you mean crawlkeeper.zookeeper.session-timeout? It knows",
        "crawlkeeper.lables.zone|a|did you mean crawlkeeper.labels? It knows: "
      })
  void namesWhatIsWrong(String name, String value, String sentence) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(WrongSettings.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void namesAllThatIsWrongAtOnce() {
    assertThatThrownBy(
            () -> read(Map.of("crawlkeeper.id", "?", "crawlkeeper.zookeeper.connect", "x")))
        .hasMessageContaining("crawlkeeper.id is '?'")
        .hasMessageContaining("crawlkeeper.zookeeper.connect is 'x'");
  }

  @Test
  void readsLabelsByTheirKeysAsTheyAreWritten() {
    var given =
        Map.<String, Object>of(
            "crawlkeeper.labels.disk_type", "ssd",
            "crawlkeeper.labels.Rack.row-2", "7",
            "crawlkeeper.labels[b]", "${kind}",
            "kind", "large");

    assertThat(reader(given).labels("labels"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("disk_type", "ssd", "Rack.row-2", "7", "b", "large"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"crawlkeeper.labels.a/b", "crawlkeeper.labels[a/b]"})
  void refusesKeysOfLabelsThatCannotBe(String name) {
    var reader = reader(Map.of(name, "x"));
    reader.labels("labels");

    assertThatThrownBy(reader::finish)
        .isInstanceOf(WrongSettings.class)
        .hasMessageContaining("crawlkeeper.labels is 'a/b")
        .hasMessageContaining("but must be labels of letters");
  }

  private static NodeSettings read(Map<String, Object> properties) {
    var reader = reader(properties);
    var settings = NodeSettings.read(reader, "node-1");
    reader.finish();
    return settings;
  }

  private static SettingsReader reader(Map<String, Object> properties) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    return new SettingsReader(environment);
  }
}

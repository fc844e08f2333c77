package io.crawlkeeper.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crawlkeeper.settings.SettingsReader;
import io.crawlkeeper.settings.WrongSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class WorkerSettingsTest {

  private static WorkerSettings read(Map<String, Object> properties) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    return WorkerSettings.read(new SettingsReader(environment));
  }

  @Test
  void namesTheContactInTheUserAgent() {
    var settings =
        read(
            Map.of(
                "crawlkeeper.user-agent", "Bot/1", "crawlkeeper.contact", "https://example.org/"));

    assertThat(settings.fetch().userAgent()).isEqualTo("Bot/1 (+https://example.org/)");
    assertThat(read(Map.of()).fetch().contact()).isNull();
  }

  @Test
  void doesNotNameItTwice() {
    var agent = "Bot/1 (crawl@example.org)";
    var settings =
        read(Map.of("crawlkeeper.user-agent", agent, "crawlkeeper.contact", "crawl@example.org"));

    assertThat(settings.fetch().userAgent()).isEqualTo(agent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"me", "ftp://example.org", "a b@example.org", "https://x/\r\nY: z", "@x"})
  void refusesWhatIsNoContact(String contact) {
    assertThatExceptionOfType(WrongSettings.class)
        .isThrownBy(() -> read(Map.of("crawlkeeper.contact", contact)))
        .withMessageContaining("must be a mail address or a URL");
  }

  @Test
  void readsSecretsByName() {
    var settings = read(Map.of("crawlkeeper.secrets.site-a.b", "s3cret"));

    assertThat(settings.fetch().secrets().find("site-a.b")).isEqualTo("s3cret");
  }
}

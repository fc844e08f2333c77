package io.crawlkeeper.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The reference of the settings has all that there are. */
class SettingsReferenceTest {

  private static final Path REFERENCE = Path.of("..", "docs", "reference", "settings.md");
  private static final Pattern NAME = Pattern.compile("crawlkeeper\\.[a-z0-9.-]*[a-z0-9]");

  @Test
  void describesEverySetting(@TempDir Path data) throws IOException {
    var environment = new StandardEnvironment();
    Map<String, Object> given =
        Map.of("crawlkeeper.data", data.toString(), "crawlkeeper.no-such-setting", "1");
    environment.getPropertySources().addFirst(new MapPropertySource("test", given));

    // What is said of a setting that is not known names all that are.
    var refused = catchThrowable(() -> MasterSettings.read(environment));

    var reference = Files.readString(REFERENCE);
    var names =
        NAME.matcher(String.valueOf(refused.getMessage()))
            .results()
            .map(MatchResult::group)
            .filter(name -> !name.endsWith("no-such-setting"))
            .toList();
    assertThat(names)
        .contains("crawlkeeper.leader-wait")
        .allSatisfy(name -> assertThat(reference).contains("`" + name));
  }
}

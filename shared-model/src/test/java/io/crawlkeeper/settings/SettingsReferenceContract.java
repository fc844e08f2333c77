package io.crawlkeeper.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The reference of the settings has all that a service knows. */
public abstract class SettingsReferenceContract {

  private static final Path REFERENCE = Path.of("..", "docs", "reference", "settings.md");
  private static final Pattern NAME = Pattern.compile("crawlkeeper\\.[a-z0-9.-]*[a-z0-9]");

  private final String heading;
  private final String example;

  @TempDir private Path data;

  /**
   * @param heading of the table of those settings that the service has for itself
   * @param example name of one of them
   */
  protected SettingsReferenceContract(String heading, String example) {
    this.heading = heading;
    this.example = example;
  }

  /** As the service reads its settings when it starts. */
  protected abstract void read(ConfigurableEnvironment environment);

  @Test
  void describesEverySetting() throws IOException {
    var reference = Files.readString(REFERENCE);

    assertThat(known())
        .contains(example)
        .allSatisfy(name -> assertThat(reference).contains("`" + name));
  }

  @Test
  void describesNothingThatIsNotThere() throws IOException {
    assertThat(described("## Masters and workers"))
        .hasSizeGreaterThan(15)
        .allSatisfy(name -> assertThat(known()).anyMatch(one -> isOrIsBelow(name, one)));
    assertThat(described(heading))
        .contains(example)
        .allSatisfy(name -> assertThat(known()).anyMatch(one -> isOrIsBelow(name, one)));
  }

  /** What is said of a setting that is not known names all that are. */
  private List<String> known() {
    var environment = new StandardEnvironment();
    Map<String, Object> given =
        Map.of("crawlkeeper.data", data.toString(), "crawlkeeper.no-such-setting", "1");
    environment.getPropertySources().addFirst(new MapPropertySource("test", given));
    var refused = catchThrowable(() -> read(environment));
    return NAME.matcher(String.valueOf(refused.getMessage()))
        .results()
        .map(MatchResult::group)
        .filter(name -> !name.endsWith("no-such-setting"))
        .toList();
  }

  /** In the first column of the table below a heading. */
  private static List<String> described(String heading) throws IOException {
    return Files.readString(REFERENCE)
        .lines()
        .dropWhile(line -> !line.equals(heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .flatMap(line -> NAME.matcher(line.split("\\|", -1)[1]).results())
        .map(MatchResult::group)
        .toList();
  }

  private static boolean isOrIsBelow(String name, String known) {
    return name.equals(known) || name.startsWith(known + ".");
  }
}

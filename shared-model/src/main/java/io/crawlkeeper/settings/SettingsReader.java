package io.crawlkeeper.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Reads properties below {@code crawlkeeper.} and gathers a sentence for each wrong one, so that an
 * operator sees them all at the first start. Call {@link #finish()} when all are read. Not for use
 * by several threads.
 */
public final class SettingsReader {

  private static final String PREFIX = "crawlkeeper.";
  private static final String ENVIRONMENT =
      StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,62})");
  private static final String LETTERS = "letters, digits, '_', '-' and '.', up to 63";

  /** Names of which Spring drops no character. */
  private static final Pattern KEPT = Pattern.compile("[A-Za-z0-9_.-]+(\\[.*)?");

  private final ConfigurableEnvironment environment;
  private final Binder binder;
  private final Set<String> known = new TreeSet<>();
  private final List<String> wrong = new ArrayList<>();

  public SettingsReader(ConfigurableEnvironment environment) {
    this.environment = environment;
    this.binder = Binder.get(environment);
  }

  public String text(String name, String otherwise) {
    return value(name, otherwise, text -> text);
  }

  /** A text that has to have the form; {@code form} says it in words: "must be …". */
  public String text(String name, String otherwise, Pattern pattern, String form) {
    return value(
        name,
        otherwise,
        text -> {
          if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(form);
          }
          return text;
        });
  }

  public int integer(String name, int otherwise, int least, int most) {
    return value(
        name,
        otherwise,
        text -> {
          var number = parseInt(text, least, most);
          if (number < least || number > most) {
            throw new IllegalArgumentException(range(least, most));
          }
          return number;
        });
  }

  public boolean flag(String name, boolean otherwise) {
    return value(
        name,
        otherwise,
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("must be true or false");
            });
  }

  public Duration duration(String name, Duration otherwise, Duration least, Duration most) {
    var form = "must be a duration from %s to %s, such as 10s".formatted(brief(least), brief(most));
    return value(
        name,
        otherwise,
        text -> {
          Duration duration;
          try {
            duration = DurationStyle.detectAndParse(text);
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(form, e);
          }
          if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException(form);
          }
          return duration;
        });
  }

  public Path folder(String name, String otherwise) {
    return value(name, Path.of(otherwise), Path::of).toAbsolutePath().normalize();
  }

  /** A list, from commas or from YAML; each element is read by {@code parse}. */
  public <T> List<T> list(String name, List<T> otherwise, Function<String, T> parse) {
    var texts = bound(name, Bindable.listOf(String.class));
    if (texts == null) {
      return otherwise;
    }
    var values = new ArrayList<T>();
    for (var text : texts) {
      try {
        values.add(parse.apply(text.strip()));
      } catch (IllegalArgumentException e) {
        refuse(name, text, String.valueOf(e.getMessage()));
      }
    }
    return List.copyOf(values);
  }

  public Map<String, String> labels(String name) {
    var labels = byKey(name, "must be labels of " + LETTERS);
    labels.forEach(
        (key, value) -> {
          if (!LABEL.matcher(key).matches() || !LABEL.matcher(value).matches()) {
            refuse(name, key + "=" + value, "must be labels of " + LETTERS);
          }
        });
    return labels;
  }

  /** Secrets by their names; what is wrong is said without repeating one. */
  public Map<String, String> secrets(String name) {
    var form = "must be a name of " + LETTERS;
    var secrets = byKey(name, form);
    secrets.keySet().stream()
        .filter(key -> !LABEL.matcher(key).matches())
        .forEach(key -> refuse(name, key, form));
    return secrets;
  }

  /** Refuses keys with characters that would be dropped: whoever asks for them finds nothing. */
  private Map<String, String> byKey(String name, String form) {
    var bound = bound(name, Bindable.mapOf(String.class, String.class));
    var below = PREFIX + name + ".";
    writtenNames()
        .filter(one -> one.startsWith(below) && !KEPT.matcher(one).matches())
        .forEach(one -> refuse(name, one.substring(below.length()), form));
    return bound == null ? Map.of() : Map.copyOf(bound);
  }

  /** Marks a property, and all below it, as one that is read elsewhere. */
  public void reserve(String name) {
    known.add(name);
  }

  /** Adds a sentence of the reader's user, about settings that do not go together. */
  public void refuse(String name, String value, String form) {
    wrong.add(sentence("%s%s is '%s' but %s".formatted(PREFIX, name, value, form)));
  }

  /** The same where the value is too long to be repeated. */
  public void refuse(String name, String form) {
    wrong.add(sentence("%s%s %s".formatted(PREFIX, name, form)));
  }

  /**
   * Ends the reading.
   *
   * @throws WrongSettings if anything was wrong, or a property has a name that nobody knows
   */
  public void finish() {
    unknownNames().forEach(this::refuseUnknown);
    if (!wrong.isEmpty()) {
      throw new WrongSettings(wrong);
    }
  }

  private void refuseUnknown(String name) {
    var meant =
        SettingName.meant(name.substring(PREFIX.length()), known)
            .map(one -> "did you mean %s%s? It".formatted(PREFIX, one))
            .orElse("it");
    wrong.add(
        "%s is no setting of this service; %s knows: %s."
            .formatted(
                name, meant, String.join(", ", known.stream().map(PREFIX::concat).toList())));
  }

  private Set<String> unknownNames() {
    return writtenNames()
        .filter(name -> name.startsWith(PREFIX) && !isKnown(name.substring(PREFIX.length())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Environment variables are left out: Kubernetes sets CRAWLKEEPER_… for services by itself. */
  private Stream<String> writtenNames() {
    return environment.getPropertySources().stream()
        .filter(source -> !source.getName().equals(ENVIRONMENT))
        .filter(EnumerablePropertySource.class::isInstance)
        .flatMap(
            source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()));
  }

  private boolean isKnown(String name) {
    return known.stream()
        .anyMatch(
            one -> name.equals(one) || name.startsWith(one + ".") || name.startsWith(one + "["));
  }

  private <T> T value(String name, T otherwise, Function<String, T> parse) {
    var text = bound(name, Bindable.of(String.class));
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      return parse.apply(text.strip());
    } catch (IllegalArgumentException e) {
      refuse(name, text, String.valueOf(e.getMessage()));
      return otherwise;
    }
  }

  private <T> @Nullable T bound(String name, Bindable<T> target) {
    known.add(name);
    try {
      return binder.bind(PREFIX + name, target).orElse(null);
    } catch (BindException e) {
      wrong.add("%s%s cannot be read: %s.".formatted(PREFIX, name, e.getMessage()));
      return null;
    }
  }

  private static int parseInt(String text, int least, int most) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(range(least, most), e);
    }
  }

  private static String range(int least, int most) {
    return "must be a whole number from %d to %d".formatted(least, most);
  }

  private static String sentence(String words) {
    return words.endsWith("?") ? words : words + ".";
  }

  private static String brief(Duration duration) {
    if (duration.isPositive() && duration.toMillis() % 60_000 == 0) {
      return duration.toMinutes() + "m";
    }
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}

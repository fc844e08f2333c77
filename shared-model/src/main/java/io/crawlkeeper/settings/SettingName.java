package io.crawlkeeper.settings;

import io.crawlkeeper.model.Suggestion;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the setting that somebody meant. Names are without their prefix. */
final class SettingName {

  private SettingName() {}

  /**
   * A setting of nearly the same name; or a map of nearly the same name, of which this is an entry;
   * or one of nearly the same last word, where its group was left out or is another.
   */
  static Optional<String> meant(String name, Collection<String> known) {
    var plain =
        name.replaceAll("\\[.*", "").replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    return Suggestion.nearest(plain, known)
        .or(() -> ofGroup(plain, known))
        .or(() -> ofLastWord(plain, known));
  }

  private static Optional<String> ofLastWord(String name, Collection<String> known) {
    var last =
        Suggestion.nearest(lastWord(name), known.stream().map(SettingName::lastWord).toList());
    return last.flatMap(
        word -> known.stream().filter(one -> lastWord(one).equals(word)).findFirst());
  }

  private static Optional<String> ofGroup(String name, Collection<String> known) {
    var dot = name.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    var group = name.substring(0, dot);
    return Suggestion.nearest(group, known).or(() -> ofGroup(group, known));
  }

  private static String lastWord(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}

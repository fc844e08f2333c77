package io.crawlkeeper.master.task;

import io.crawlkeeper.extract.Expression;
import io.crawlkeeper.model.ExtractSpec.Language;
import io.crawlkeeper.model.ExtractSpec.Selector;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of names and expressions in extraction rules. */
final class ExtractForms {

  /** The fields of which a selector has one. */
  static final List<String> LANGUAGES =
      Arrays.stream(Language.values()).map(Language::key).toList();

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");

  private ExtractForms() {}

  static String name(String text) {
    Forms.require(
        NAME.matcher(text).matches(),
        "must be 1 to 64 letters, digits, '_' and '-', and not begin with a digit or '-'");
    return text;
  }

  /**
   * @throws IllegalArgumentException if the expression cannot be run
   */
  static Selector selector(Language language, String expression) {
    var selector = new Selector(language, expression);
    Expression.of(selector);
    return selector;
  }

  /** The selector whose language is a field; null if there is none, or a wrong one. */
  static @Nullable Selector selector(Fields fields) {
    var given = given(fields);
    for (var language : given.subList(Math.min(1, given.size()), given.size())) {
      fields.refuse(language.key(), "cannot be together with " + given.getFirst().key());
    }
    @Nullable Selector first = null;
    for (var language : given) {
      var selector = fields.text(language.key(), text -> selector(language, text));
      first = first == null ? selector : first;
    }
    return first;
  }

  static List<Language> given(Fields fields) {
    return Arrays.stream(Language.values()).filter(one -> fields.has(one.key())).toList();
  }
}

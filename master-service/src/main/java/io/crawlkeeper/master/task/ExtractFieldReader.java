package io.crawlkeeper.master.task;

import io.crawlkeeper.model.ExtractSpec.FieldSpec;
import io.crawlkeeper.model.ExtractSpec.Language;
import io.crawlkeeper.model.ExtractSpec.Selector;
import io.crawlkeeper.model.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one field of a kind of items. */
final class ExtractFieldReader {

  private static final List<String> FIELD = fields();
  private static final List<String> TAKEN =
      List.of(FieldSpec.TEXT, FieldSpec.HTML, FieldSpec.OUTER_HTML);
  private static final Pattern ATTRIBUTE = Pattern.compile("@[^\\s\"'<>/=\\x00-\\x1f]{1,100}");

  private ExtractFieldReader() {}

  /**
   * @param each what the items are made from; null means the page
   */
  static @Nullable FieldSpec read(Place place, @Nullable Selector each) {
    if (!isName(place)) {
      return null;
    }
    if (place.isText()) {
      var css = place.text(text -> ExtractForms.selector(Language.CSS, text));
      return css == null || !fits(place, css, each) ? null : FieldSpec.text(css);
    }
    var fields = place.object(FIELD, "a field");
    return fields == null ? null : read(place, fields, each);
  }

  private static @Nullable FieldSpec read(Place place, Fields fields, @Nullable Selector each) {
    var selector = ExtractForms.selector(fields);
    var given = !ExtractForms.given(fields).isEmpty();
    if (!given && each == null) {
      place.refuse(
          "must hold one of %s, as there is no each"
              .formatted(String.join(", ", ExtractForms.LANGUAGES)));
    }
    var take = fields.text("take", ExtractFieldReader::take);
    var match = fields.text("match", CrawlForms::pattern);
    var list = fields.flag("list");
    var required = fields.flag("required");
    var type =
        fields.<FieldSpec.Type>text("type", word -> Forms.word(FieldSpec.Type.values(), word));
    if (given && (selector == null || !fits(place, selector, each))) {
      return null;
    }
    checkTake(fields, selector == null ? each : selector);
    return new FieldSpec(
        selector,
        take == null ? FieldSpec.TEXT : take,
        match,
        list != null && list,
        required != null && required,
        type == null ? FieldSpec.Type.STRING : type);
  }

  private static boolean isName(Place place) {
    try {
      ExtractForms.name(place.name());
      return true;
    } catch (IllegalArgumentException e) {
      place.refuse("has a name that is none: it " + e.getMessage());
      return false;
    }
  }

  private static String take(String text) {
    Forms.require(
        TAKEN.contains(text) || ATTRIBUTE.matcher(text).matches(),
        "must be %s, or an attribute such as @href%s"
            .formatted(String.join(", ", TAKEN), Suggestion.of(text, TAKEN)));
    return text;
  }

  private static void checkTake(Fields fields, @Nullable Selector selector) {
    if (fields.has("take") && selector != null && !isOfElements(selector)) {
      fields.refuse("take", "goes with css and xpath only: there are no elements to take it from");
    }
  }

  /** Within what {@code each} finds, only some languages can look. */
  private static boolean fits(Place place, Selector selector, @Nullable Selector each) {
    if (each == null) {
      return true;
    }
    var fitting =
        switch (each.language()) {
          case CSS, XPATH -> Set.of(Language.CSS, Language.XPATH, Language.REGEX);
          case REGEX -> Set.of(Language.REGEX);
          case JSONPATH -> Set.of(Language.JSONPATH);
        };
    if (!fitting.contains(selector.language())) {
      place.refuse(
          "cannot be looked for by %s within what each finds by %s"
              .formatted(selector.language().key(), each.language().key()));
    }
    return fitting.contains(selector.language());
  }

  private static boolean isOfElements(Selector selector) {
    return selector.language() == Language.CSS || selector.language() == Language.XPATH;
  }

  private static List<String> fields() {
    var known = new ArrayList<>(ExtractForms.LANGUAGES);
    known.addAll(List.of("take", "match", "list", "required", "type"));
    return List.copyOf(known);
  }
}

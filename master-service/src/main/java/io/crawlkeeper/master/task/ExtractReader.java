package io.crawlkeeper.master.task;

import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.model.ExtractSpec.FieldSpec;
import io.crawlkeeper.model.ExtractSpec.FollowSpec;
import io.crawlkeeper.model.ExtractSpec.ItemSpec;
import io.crawlkeeper.model.ExtractSpec.Language;
import io.crawlkeeper.model.ExtractSpec.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code spec.crawl.extract}; expressions are compiled, so that no worker meets bad ones. */
public final class ExtractReader {

  static final List<String> EXTRACT = List.of("items", "follow");
  private static final List<String> ITEM = List.of("name", "on", "each", "fields");
  private static final List<String> FOLLOW = selectorAnd("on", "priority");

  private static final int MOST_KINDS = 50;
  private static final int MOST_FIELDS = 100;
  private static final int MOST_RULES = 50;
  private static final int MOST_PATTERNS = 100;

  private ExtractReader() {}

  /**
   * Reads rules that stand alone.
   *
   * @param pointer to them within their document
   * @throws InvalidTask if anything is wrong with them
   */
  public static ExtractSpec read(JsonNode rules, String pointer) {
    var reading = Reading.strict();
    var spec = read(Fields.of(rules, pointer, reading, EXTRACT, "extract"));
    reading.finish();
    return spec == null ? ExtractSpec.NONE : spec;
  }

  static @Nullable ExtractSpec read(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    var spec = new ExtractSpec(items(fields), follow(fields));
    return spec.equals(ExtractSpec.NONE) ? null : spec;
  }

  private static List<ItemSpec> items(Fields fields) {
    var items = new ArrayList<ItemSpec>();
    var names = new HashSet<String>();
    for (var place : fields.places("items", 0, MOST_KINDS)) {
      var object = place.object(ITEM, "a kind of items");
      var item = object == null ? null : item(object, names);
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  private static @Nullable ItemSpec item(Fields object, Set<String> names) {
    object.require("name");
    object.require("fields");
    var name = object.text("name", ExtractForms::name);
    var on = object.list("on", 0, MOST_PATTERNS, CrawlForms::pattern);
    var each = each(object.place("each"));
    var fields = new LinkedHashMap<String, FieldSpec>();
    for (var place : object.entries("fields", 1, MOST_FIELDS)) {
      var field = ExtractFieldReader.read(place, each);
      if (field != null) {
        fields.put(place.name(), field);
      }
    }
    if (name != null && !names.add(name)) {
      object.refuse("name", "is there twice");
    }
    return name == null ? null : new ItemSpec(name, on == null ? List.of() : on, each, fields);
  }

  private static @Nullable Selector each(@Nullable Place place) {
    if (place == null) {
      return null;
    }
    if (place.isText()) {
      return place.text(text -> ExtractForms.selector(Language.CSS, text));
    }
    var object = place.object(ExtractForms.LANGUAGES, "each");
    return object == null ? null : required(object, place);
  }

  private static List<FollowSpec> follow(Fields fields) {
    var rules = new ArrayList<FollowSpec>();
    for (var place : fields.places("follow", 0, MOST_RULES)) {
      var rule = followRule(place);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private static @Nullable FollowSpec followRule(Place place) {
    if (place.isText()) {
      var css = place.text(text -> ExtractForms.selector(Language.CSS, text));
      return css == null ? null : new FollowSpec(List.of(), css);
    }
    var object = place.object(FOLLOW, "a rule of follow");
    if (object == null) {
      return null;
    }
    var on = object.list("on", 0, MOST_PATTERNS, CrawlForms::pattern);
    var priority = object.number("priority", FollowSpec.LEAST_PRIORITY, FollowSpec.MOST_PRIORITY);
    var selector = required(object, place);
    return selector == null
        ? null
        : new FollowSpec(
            Objects.requireNonNullElse(on, List.of()),
            selector,
            Objects.requireNonNullElse(priority, 0));
  }

  private static @Nullable Selector required(Fields object, Place place) {
    if (ExtractForms.given(object).isEmpty()) {
      place.refuse("must hold one of " + String.join(", ", ExtractForms.LANGUAGES));
    }
    return ExtractForms.selector(object);
  }

  private static List<String> selectorAnd(String... others) {
    var known = new ArrayList<>(ExtractForms.LANGUAGES);
    known.addAll(List.of(others));
    return List.copyOf(known);
  }
}

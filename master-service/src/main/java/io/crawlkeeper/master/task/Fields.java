package io.crawlkeeper.master.task;

import io.crawlkeeper.model.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One object of a document. Each method gives a field's value; or null if the field is absent, null
 * or wrong, where only the last is noted.
 */
final class Fields {

  private final JsonNode object;
  private final String pointer;
  private final Reading reading;

  private Fields(JsonNode object, String pointer, Reading reading) {
    this.object = object;
    this.pointer = pointer;
    this.reading = reading;
  }

  /** Null if the node is no object, which is noted, as is every field that is not known. */
  static @Nullable Fields of(
      JsonNode node, String pointer, Reading reading, List<String> known, String what) {
    if (!node.isObject()) {
      reading.refuse(pointer, "must be an object but is " + Scalars.kind(node));
      return null;
    }
    for (var field : node.propertyNames()) {
      if (!known.contains(field)) {
        reading.refuse(
            join(pointer, field),
            "is no field of %s, which has %s%s"
                .formatted(what, String.join(", ", known), Suggestion.of(field, known)));
      }
    }
    return new Fields(node, pointer, reading);
  }

  /** An object in a field. */
  @Nullable Fields object(String name, List<String> known) {
    var node = given(name);
    return node == null ? null : of(node, at(name), reading, known, name);
  }

  /** Notes that the field is missing, if it is. */
  void require(String name) {
    if (!has(name)) {
      refuse(name, "is required");
    }
  }

  /** Whether a value is given, right or wrong. */
  boolean has(String name) {
    return given(name) != null;
  }

  /** Whether anything was found wrong within the field so far. */
  boolean isWrong(String name) {
    return reading.findings().stream().anyMatch(finding -> finding.pointer().startsWith(at(name)));
  }

  /** For what is wrong only together with other fields. */
  void refuse(String name, String detail) {
    reading.refuse(at(name), detail);
  }

  /** {@code parse} says what is wrong by an {@link IllegalArgumentException}: "must be …". */
  <T> @Nullable T text(String name, Function<String, T> parse) {
    var node = given(name);
    return node == null ? null : element(node, at(name), parse);
  }

  @Nullable Long whole(String name, long least, long most) {
    return scalar(name, node -> Scalars.whole(node, reading.isLenient(), least, most));
  }

  @Nullable Integer number(String name, int least, int most) {
    var number = whole(name, least, most);
    return number == null ? null : Math.toIntExact(number);
  }

  @Nullable Boolean flag(String name) {
    return flag(name, "must be true or false");
  }

  /**
   * @param form what the value must be, if it could be something else than true or false too
   */
  @Nullable Boolean flag(String name, String form) {
    return scalar(name, node -> Scalars.flag(node, reading.isLenient(), form));
  }

  boolean isObject(String name) {
    return object.path(name).isObject();
  }

  <T> @Nullable T scalar(String name, Function<JsonNode, T> parse) {
    var node = given(name);
    if (node == null) {
      return null;
    }
    try {
      return parse.apply(node);
    } catch (IllegalArgumentException e) {
      reading.refuse(at(name), String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** The elements that are right; the length is checked too. */
  <T> @Nullable List<T> list(String name, int least, int most, Function<String, T> parse) {
    return elements(name, least, most, (node, place) -> element(node, place, parse));
  }

  /**
   * The same for a list of objects.
   *
   * @param read gives null for one that is wrong, and has noted why
   */
  <T> @Nullable List<T> objects(
      String name, int least, int most, List<String> known, Function<Fields, @Nullable T> read) {
    return elements(
        name,
        least,
        most,
        (node, place) -> {
          var fields = of(node, place, reading, known, "one of " + name);
          return fields == null ? null : read.apply(fields);
        });
  }

  private <T> @Nullable List<T> elements(
      String name, int least, int most, BiFunction<JsonNode, String, @Nullable T> read) {
    var node = given(name);
    if (node == null) {
      return null;
    }
    node = reading.isLenient() ? Scalars.unnumbered(node) : node;
    var values = new ArrayList<T>();
    if (!node.isArray()) {
      reading.refuse(at(name), "must be a list but is " + Scalars.kind(node));
    } else if (node.size() < least || node.size() > most) {
      reading.refuse(
          at(name), "must have %d to %d elements but has %d".formatted(least, most, node.size()));
    } else {
      for (var index = 0; index < node.size(); index++) {
        var value = read.apply(node.get(index), at(name) + "/" + index);
        if (value != null) {
          values.add(value);
        }
      }
    }
    return values;
  }

  /**
   * Texts by keys that are the user's to choose: the entries that are right, in their order.
   *
   * @param key checks a key as {@code parse} does a text; what it says stands at the entry
   */
  @Nullable Map<String, String> texts(
      String name, int most, UnaryOperator<String> key, UnaryOperator<String> parse) {
    var node = given(name);
    if (node == null) {
      return null;
    }
    var texts = new LinkedHashMap<String, String>();
    if (!node.isObject()) {
      reading.refuse(at(name), "must be an object but is " + Scalars.kind(node));
    } else if (node.size() > most) {
      reading.refuse(at(name), "must have at most %d entries".formatted(most));
    } else {
      node.forEachEntry(
          (word, value) -> {
            var place = join(at(name), word);
            var right = checked(word, place, key);
            var text = element(value, place, parse);
            if (right && text != null) {
              texts.put(word, text);
            }
          });
    }
    return texts;
  }

  private boolean checked(String word, String place, UnaryOperator<String> key) {
    try {
      var _ = key.apply(word);
      return true;
    } catch (IllegalArgumentException e) {
      reading.refuse(place, String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** Keys and values that are right. */
  @Nullable Map<String, String> labels(String name) {
    return texts(name, Names.MOST_LABELS, Names::labelKey, Names::label);
  }

  private <T> @Nullable T element(JsonNode node, String place, Function<String, T> parse) {
    try {
      return parse.apply(Scalars.text(node, reading.isLenient()));
    } catch (IllegalArgumentException e) {
      reading.refuse(place, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** The elements of a list, to be read one by one; none if it is absent, or wrong. */
  List<Place> places(String name, int least, int most) {
    var node = given(name);
    if (node == null) {
      return List.of();
    }
    node = reading.isLenient() ? Scalars.unnumbered(node) : node;
    var places = new ArrayList<Place>();
    if (!node.isArray()) {
      reading.refuse(at(name), "must be a list but is " + Scalars.kind(node));
    } else if (node.size() < least || node.size() > most) {
      reading.refuse(
          at(name), "must have %d to %d elements but has %d".formatted(least, most, node.size()));
    } else {
      for (var index = 0; index < node.size(); index++) {
        places.add(new Place(name, node.get(index), at(name) + "/" + index, reading));
      }
    }
    return places;
  }

  /** The entries of an object whose keys are the user's to choose; none if absent, or wrong. */
  List<Place> entries(String name, int least, int most) {
    var node = given(name);
    if (node == null) {
      return List.of();
    }
    var places = new ArrayList<Place>();
    if (!node.isObject()) {
      reading.refuse(at(name), "must be an object but is " + Scalars.kind(node));
    } else if (node.size() < least || node.size() > most) {
      reading.refuse(
          at(name), "must have %d to %d entries but has %d".formatted(least, most, node.size()));
    } else {
      node.forEachEntry(
          (key, value) -> places.add(new Place(key, value, join(at(name), key), reading)));
    }
    return places;
  }

  /** A value of any kind; null if it is absent. */
  @Nullable Place place(String name) {
    var node = given(name);
    return node == null ? null : new Place(name, node, at(name), reading);
  }

  private @Nullable JsonNode given(String name) {
    var node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  private String at(String name) {
    return join(pointer, name);
  }

  private static String join(String pointer, String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}

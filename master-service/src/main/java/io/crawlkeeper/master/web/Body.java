package io.crawlkeeper.master.web;

import io.crawlkeeper.master.task.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The body of a request that is not about a task's document. All that is wrong with it is gathered;
 * call {@link #finish()} when all is read.
 */
final class Body {

  private final JsonNode json;
  private final List<Fault> faults = new ArrayList<>();

  private Body(JsonNode json) {
    this.json = json;
  }

  /** An empty body counts as an empty object; a field that is not known is a fault. */
  static Body of(RawRequest raw, String... known) {
    var json =
        raw.body().length == 0 ? JsonNodeFactory.instance.objectNode() : JsonText.parse(raw.body());
    var body = new Body(json);
    var names = List.of(known);
    if (!json.isObject()) {
      throw new Refusal(Problems.body(List.of(Fault.pointer("", "must be an object"))));
    }
    for (var field : json.propertyNames()) {
      if (!names.contains(field)) {
        body.refuse(
            field,
            names.isEmpty()
                ? "is not known; there are no fields here"
                : "is not known; there are " + String.join(", ", names));
      }
    }
    return body;
  }

  void refuse(String field, String detail) {
    faults.add(Fault.pointer("/" + field, detail));
  }

  @Nullable Instant instant(String field) {
    return text(field, Filters::instant);
  }

  @Nullable Duration duration(String field, Duration most) {
    return text(
        field,
        text -> {
          var form = "must be a duration from PT0S to " + most;
          try {
            var duration = Duration.parse(text);
            if (!duration.isNegative() && duration.compareTo(most) <= 0) {
              return duration;
            }
          } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(form, e);
          }
          throw new IllegalArgumentException(form);
        });
  }

  /** {@code parse} says what is wrong by an {@link IllegalArgumentException}: "must be …". */
  private <T> @Nullable T text(String field, Function<String, T> parse) {
    var node = json.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    try {
      if (!node.isString()) {
        throw new IllegalArgumentException("must be a text");
      }
      return parse.apply(node.stringValue());
    } catch (IllegalArgumentException e) {
      refuse(field, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /**
   * @throws Refusal if anything was wrong
   */
  void finish() {
    if (!faults.isEmpty()) {
      throw new Refusal(Problems.body(faults));
    }
  }
}

package io.crawlkeeper.master.task;

import io.crawlkeeper.model.HttpSpec;
import io.crawlkeeper.model.HttpSpec.ExpectSpec;
import io.crawlkeeper.model.HttpSpec.Method;
import io.crawlkeeper.model.StatusRange;
import io.crawlkeeper.model.Suggestion;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code spec.http}: ranges as the documentation of the API gives them. */
final class HttpReader {

  static final List<String> HTTP =
      List.of("url", "method", "headers", "body", "auth", "expect", "timeout", "redirects");
  private static final List<String> EXPECT = List.of("status", "text");

  private static final Set<Method> WITHOUT_BODY = Set.of(Method.GET, Method.HEAD);
  private static final int MOST_HEADERS = 50;
  private static final int MOST_STATUSES = 20;
  private static final int MOST_REDIRECTS = 10;
  private static final int LONGEST_BODY = 16 << 10;
  private static final int LONGEST_TEXT = 1000;

  private HttpReader() {}

  static @Nullable HttpSpec read(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    fields.require("url");
    var url = fields.text("url", CrawlForms::seed);
    var method = fields.text("method", HttpReader::method);
    var spec =
        new HttpSpec(
            url == null ? "" : url,
            method,
            fields.texts("headers", MOST_HEADERS, HeaderForms.nameForOneHost(), HeaderForms::value),
            fields.text("body", HttpReader::body),
            FetchReader.auth(fields),
            expect(fields.object("expect", EXPECT)),
            fields.text("timeout", Forms.duration(Duration.ofMillis(100), Duration.ofHours(1))),
            fields.number("redirects", 0, MOST_REDIRECTS));
    checkBody(fields, spec);
    return url == null ? null : spec;
  }

  private static void checkBody(Fields fields, HttpSpec spec) {
    var method = spec.effectiveMethod();
    if (spec.body() != null && WITHOUT_BODY.contains(method) && !fields.isWrong("method")) {
      fields.refuse("body", "must not be given with the method %s".formatted(method));
    }
    if (spec.effectiveExpect().text() != null && method == Method.HEAD) {
      fields.refuse("expect", "must not have text, as the answer to HEAD has no body");
    }
  }

  private static Method method(String word) {
    return Arrays.stream(Method.values())
        .filter(one -> one.name().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of GET, HEAD, POST, PUT, PATCH, DELETE"
                        + Suggestion.of(word, List.of("GET", "HEAD", "POST", "PUT", "PATCH"))));
  }

  private static String body(String text) {
    Forms.require(text.length() <= LONGEST_BODY, "must be at most 16384 characters");
    return text;
  }

  private static @Nullable ExpectSpec expect(@Nullable Fields fields) {
    return fields == null
        ? null
        : new ExpectSpec(
            fields.has("status") ? statuses(fields) : null,
            fields.text("text", HttpReader::expected));
  }

  private static List<StatusRange> statuses(Fields fields) {
    return fields.places("status", 1, MOST_STATUSES).stream()
        .map(HttpReader::status)
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  /** A number means that status alone. */
  private static @Nullable StatusRange status(Place place) {
    JsonNode node = place.node();
    try {
      return StatusRange.parse(
          node.isIntegralNumber() ? node.asString() : Scalars.text(node, false));
    } catch (IllegalArgumentException e) {
      place.refuse(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static String expected(String text) {
    Forms.require(!text.isEmpty() && text.length() <= LONGEST_TEXT, "must be 1 to 1000 characters");
    return text;
  }
}

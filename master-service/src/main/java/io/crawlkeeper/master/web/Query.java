package io.crawlkeeper.master.web;

import io.crawlkeeper.model.Suggestion;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters in the query of one request. All that is wrong with them is gathered; call {@link
 * #finish()} when all are read.
 */
final class Query {

  private final Map<String, List<String>> values = new TreeMap<>();
  private final List<Fault> faults = new ArrayList<>();

  /** A parameter that is not known is a fault: a misspelt dryRun must not delete a task. */
  static Query of(HttpServletRequest request, String... known) {
    var query = new Query();
    var names = List.of(known);
    parameters(request)
        .forEach(
            (name, values) -> {
              if (names.contains(name)) {
                query.values.put(name, List.of(values));
              } else {
                query.refuse(name, unknown(name, names));
              }
            });
    return query;
  }

  private static Map<String, String[]> parameters(HttpServletRequest request) {
    try {
      return request.getParameterMap();
    } catch (IllegalStateException e) {
      throw new Refusal(Problems.ofStatus(400));
    }
  }

  private static String unknown(String name, List<String> names) {
    return names.isEmpty()
        ? "is not known; there are none here"
        : "is not known; there are %s%s"
            .formatted(String.join(", ", names), Suggestion.of(name, names));
  }

  void refuse(String name, String detail) {
    faults.add(Fault.parameter(name, detail));
  }

  /**
   * Refuses those of {@code names} that are given.
   *
   * @param what they cannot be given together with
   */
  void refuseWith(String what, String... names) {
    for (var name : names) {
      if (values.containsKey(name)) {
        refuse(name, "cannot be given together with " + what);
      }
    }
  }

  /** {@code parse} says what is wrong by an {@link IllegalArgumentException}: "must be …". */
  <T> @Nullable T one(String name, Function<String, T> parse) {
    var given = values.getOrDefault(name, List.of());
    if (given.size() > 1) {
      refuse(name, "must be given once");
    }
    return given.stream()
        .limit(1)
        .flatMap(text -> parsed(name, text, parse))
        .findFirst()
        .orElse(null);
  }

  <T> List<T> all(String name, Function<String, T> parse) {
    return values.getOrDefault(name, List.of()).stream()
        .flatMap(text -> parsed(name, text, parse))
        .toList();
  }

  private <T> Stream<T> parsed(String name, String text, Function<String, T> parse) {
    try {
      return Stream.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      refuse(name, String.valueOf(e.getMessage()));
      return Stream.of();
    }
  }

  /** Reads the only parameter that writes have. */
  static boolean dryRun(HttpServletRequest request) {
    var query = of(request, "dryRun");
    var dryRun = query.flag("dryRun");
    query.finish();
    return dryRun;
  }

  /** False where it is not given. */
  boolean flag(String name) {
    return Boolean.TRUE.equals(one(name, Filters::truth));
  }

  /**
   * @throws Refusal if anything was wrong
   */
  void finish() {
    if (!faults.isEmpty()) {
      throw new Refusal(Problems.parameters(faults));
    }
  }
}

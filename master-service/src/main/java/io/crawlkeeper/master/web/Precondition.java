package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.leader.Request;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a write demands of the task as it is, by {@code If-Match} or {@code If-None-Match}. */
sealed interface Precondition {

  /**
   * An ETag has the id besides the version, so that one from before a deletion does not fit the
   * task that has the name now.
   */
  Pattern ETAG = Pattern.compile("\"(\\d{1,19})-(\\d{1,9})\"");

  record None() implements Precondition {}

  record Present() implements Precondition {}

  record Absent() implements Precondition {}

  record Exactly(long id, int version) implements Precondition {}

  static String etag(TaskEntry entry) {
    return "\"" + entry.id() + "-" + entry.version() + "\"";
  }

  /**
   * @throws Refusal if a header has another form
   */
  static Precondition of(HttpServletRequest request) {
    var match = header(request, "If-Match");
    var noneMatch = header(request, "If-None-Match");
    if (match != null && noneMatch != null) {
      throw new Refusal(Problems.header("If-None-Match", "must not be together with If-Match"));
    }
    if (noneMatch != null) {
      return absent(request, noneMatch);
    }
    return match == null ? new None() : match(match);
  }

  /**
   * For the leader's request: what {@code ifVersion} there means.
   *
   * @param current the task as it is; null if it does not exist
   * @throws Refusal if the task that is meant is another
   */
  default @Nullable Integer version(String name, @Nullable TaskEntry current) {
    return switch (this) {
      case None _ -> null;
      case Present _ -> Request.PRESENT;
      case Absent _ -> Request.ABSENT;
      case Exactly(long id, int version) -> {
        if (current == null || current.id() != id) {
          throw new Refusal(Problems.stale(name, null));
        }
        yield version;
      }
    };
  }

  private static Precondition absent(HttpServletRequest request, String value) {
    if (!request.getMethod().equals("PUT") || !value.equals("*")) {
      throw new Refusal(Problems.header("If-None-Match", "can only be *, and only with PUT"));
    }
    return new Absent();
  }

  private static Precondition match(String value) {
    if (value.equals("*")) {
      return new Present();
    }
    var form = ETAG.matcher(value);
    try {
      if (form.matches()) {
        return new Exactly(Long.parseLong(form.group(1)), Integer.parseInt(form.group(2)));
      }
    } catch (NumberFormatException e) {
      // An id of 19 digits can be too large for one.
    }
    throw new Refusal(Problems.header("If-Match", fault(value)));
  }

  private static String fault(String value) {
    if (value.startsWith("W/")) {
      return "must be a strong ETag, without W/";
    }
    return value.contains(",")
        ? "must be one ETag, not a list"
        : "must be * or an ETag as it was answered, in quotes";
  }

  private static @Nullable String header(HttpServletRequest request, String name) {
    var values = Collections.list(request.getHeaders(name));
    return values.isEmpty() ? null : String.join(", ", values).strip();
  }
}

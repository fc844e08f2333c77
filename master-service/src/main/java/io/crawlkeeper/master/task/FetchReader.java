package io.crawlkeeper.master.task;

import io.crawlkeeper.model.FetchSpec;
import io.crawlkeeper.model.FetchSpec.AuthSpec;
import io.crawlkeeper.model.FetchSpec.AuthSpec.Scheme;
import io.crawlkeeper.model.FetchSpec.TimeoutsSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.crawl.fetch}. */
final class FetchReader {

  static final List<String> FETCH =
      List.of(
          "headers",
          "userAgents",
          "cookies",
          "auth",
          "proxies",
          "types",
          "conditional",
          "timeouts",
          "retries");
  private static final List<String> AUTH = List.of("basic", "bearer");
  private static final List<String> BASIC = List.of("username", "secret");
  private static final List<String> BEARER = List.of("secret");
  private static final List<String> TIMEOUTS = List.of("connect", "read", "total");

  private static final int MOST_HEADERS = 50;
  private static final int MOST_USER_AGENTS = 100;
  private static final int MOST_PROXIES = 100;
  private static final int MOST_TYPES = 50;
  private static final int MOST_RETRIES = 10;
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private FetchReader() {}

  static @Nullable FetchSpec read(@Nullable Fields fields) {
    return fields == null
        ? null
        : new FetchSpec(
            fields.texts("headers", MOST_HEADERS, HeaderForms.name(), HeaderForms::value),
            fields.list("userAgents", 0, MOST_USER_AGENTS, FetchForms::userAgent),
            fields.flag("cookies"),
            auth(fields),
            fields.list("proxies", 0, MOST_PROXIES, FetchForms::proxy),
            fields.list("types", 0, MOST_TYPES, CrawlReader.once(FetchForms::type)),
            fields.flag("conditional"),
            timeouts(fields.object("timeouts", TIMEOUTS)),
            fields.number("retries", 0, MOST_RETRIES));
  }

  /** Of whatever has a field {@code auth}. */
  static @Nullable AuthSpec auth(Fields fetch) {
    var fields = fetch.object("auth", AUTH);
    if (fields == null) {
      return null;
    }
    if (fields.has("basic") == fields.has("bearer")) {
      fetch.refuse("auth", "must have exactly one of basic and bearer");
    }
    var basic = fields.object("basic", BASIC);
    var bearer = fields.object("bearer", BEARER);
    return basic == null ? auth(Scheme.BEARER, bearer) : auth(Scheme.BASIC, basic);
  }

  private static @Nullable AuthSpec auth(Scheme scheme, @Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    var basic = scheme == Scheme.BASIC;
    if (basic) {
      fields.require("username");
    }
    fields.require("secret");
    var username = basic ? fields.text("username", FetchForms::username) : null;
    var secret = fields.text("secret", FetchForms::secret);
    return secret == null || (basic && username == null)
        ? null
        : new AuthSpec(scheme, username, secret);
  }

  private static @Nullable TimeoutsSpec timeouts(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    var spec =
        new TimeoutsSpec(
            fields.text("connect", Forms.duration(SHORTEST, Duration.ofMinutes(1))),
            fields.text("read", Forms.duration(SHORTEST, Duration.ofMinutes(5))),
            fields.text("total", Forms.duration(SHORTEST, Duration.ofHours(1))));
    checkTotal(fields, "connect", spec.connect(), spec.total());
    checkTotal(fields, "read", spec.read(), spec.total());
    return spec;
  }

  private static void checkTotal(
      Fields fields, String name, @Nullable Duration part, @Nullable Duration total) {
    if (part != null && total != null && part.compareTo(total) > 0) {
      fields.refuse(name, "must not be longer than total, which is " + total);
    }
  }
}

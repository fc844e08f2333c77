package io.crawlkeeper.master.task;

import io.crawlkeeper.model.CrawlSpec.ScopeSpec;
import io.crawlkeeper.model.CrawlSpec.UrlsSpec;
import io.crawlkeeper.model.ScopeKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.crawl.scope}. */
final class ScopeReader {

  static final List<String> SCOPE = List.of("kind", "include", "exclude", "urls", "traps");
  private static final List<String> URLS =
      List.of("sortQuery", "dropQuery", "lowercasePath", "dropTrailingSlash", "canonical");

  private static final int MOST_PATTERNS = 100;
  private static final int MOST_PARAMETERS = 100;

  private ScopeReader() {}

  static @Nullable ScopeSpec read(@Nullable Fields fields) {
    return fields == null
        ? null
        : new ScopeSpec(
            fields.<ScopeKind>text("kind", CrawlForms::scope),
            fields.list("include", 0, MOST_PATTERNS, CrawlForms::pattern),
            fields.list("exclude", 0, MOST_PATTERNS, CrawlForms::pattern),
            urls(fields.object("urls", URLS)),
            fields.flag("traps"));
  }

  private static @Nullable UrlsSpec urls(@Nullable Fields fields) {
    return fields == null
        ? null
        : new UrlsSpec(
            fields.flag("sortQuery"),
            fields.list(
                "dropQuery", 0, MOST_PARAMETERS, CrawlReader.once(CrawlForms::queryParameter)),
            fields.flag("lowercasePath"),
            fields.flag("dropTrailingSlash"),
            fields.flag("canonical"));
  }
}

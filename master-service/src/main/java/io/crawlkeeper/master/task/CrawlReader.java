package io.crawlkeeper.master.task;

import io.crawlkeeper.model.ByteSize;
import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.CrawlSpec.LimitsSpec;
import io.crawlkeeper.model.CrawlSpec.PolitenessSpec;
import io.crawlkeeper.model.CrawlSpec.ScopeSpec;
import io.crawlkeeper.model.Output;
import io.crawlkeeper.model.ScopeKind;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code spec.crawl}: ranges as the documentation of the API gives them. */
final class CrawlReader {

  static final List<String> CRAWL =
      List.of("seeds", "scope", "limits", "politeness", "robots", "output");
  private static final List<String> SCOPE = List.of("kind", "include", "exclude");
  private static final List<String> LIMITS =
      List.of("maxDepth", "maxPages", "maxBytes", "maxDuration");
  private static final List<String> POLITENESS = List.of("delay", "concurrency");

  private static final int MOST_SEEDS = 1000;
  private static final int MOST_PATTERNS = 100;
  private static final long MOST_PAGES = 1_000_000_000;
  private static final int MOST_AT_ONCE = 64;

  private CrawlReader() {}

  static @Nullable CrawlSpec read(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    fields.require("seeds");
    var seeds = fields.list("seeds", 1, MOST_SEEDS, CrawlForms::seed);
    var scope = scope(fields.object("scope", SCOPE));
    var limits = limits(fields.object("limits", LIMITS));
    var politeness = politeness(fields.object("politeness", POLITENESS));
    var robots = fields.flag("robots");
    var output = fields.list("output", 1, Output.values().length, once(CrawlForms::output));
    return seeds == null
        ? null
        : new CrawlSpec(seeds, scope, limits, politeness, robots, output, null, null, null, null);
  }

  private static @Nullable ScopeSpec scope(@Nullable Fields fields) {
    return fields == null
        ? null
        : new ScopeSpec(
            fields.<ScopeKind>text("kind", CrawlForms::scope),
            fields.list("include", 0, MOST_PATTERNS, CrawlForms::pattern),
            fields.list("exclude", 0, MOST_PATTERNS, CrawlForms::pattern),
            null,
            null);
  }

  private static @Nullable LimitsSpec limits(@Nullable Fields fields) {
    return fields == null
        ? null
        : new LimitsSpec(
            fields.number("maxDepth", 0, CrawlPlan.Limits.DEEPEST),
            fields.whole("maxPages", 1, MOST_PAGES),
            fields.scalar("maxBytes", CrawlReader::size),
            fields.text("maxDuration", Forms.duration(Duration.ofSeconds(1), Duration.ofDays(30))),
            null,
            null);
  }

  private static @Nullable PolitenessSpec politeness(@Nullable Fields fields) {
    return fields == null
        ? null
        : new PolitenessSpec(
            fields.text("delay", Forms.duration(Duration.ZERO, Duration.ofHours(1))),
            fields.number("concurrency", 1, MOST_AT_ONCE),
            null,
            null);
  }

  private static ByteSize size(JsonNode node) {
    var size =
        node.isIntegralNumber()
            ? new ByteSize(Scalars.whole(node, false, 1, Long.MAX_VALUE))
            : ByteSize.parse(Scalars.text(node, false));
    if (size.bytes() < 1) {
      throw new IllegalArgumentException("must be at least one byte");
    }
    return size;
  }

  private static <T> Function<String, T> once(Function<String, T> parse) {
    var seen = new HashSet<String>();
    return text -> {
      var value = parse.apply(text);
      if (!seen.add(text)) {
        throw new IllegalArgumentException("is there twice");
      }
      return value;
    };
  }
}

package io.crawlkeeper.master.task;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.CrawlSpec.LimitsSpec;
import io.crawlkeeper.model.CrawlSpec.PolitenessSpec;
import io.crawlkeeper.model.CrawlSpec.RateSpec;
import io.crawlkeeper.model.CrawlSpec.RenderSpec;
import io.crawlkeeper.model.FetchSpec;
import io.crawlkeeper.model.Output;
import io.crawlkeeper.model.Words;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.crawl}: ranges as the documentation of the API gives them. */
final class CrawlReader {

  static final List<String> CRAWL =
      List.of(
          "seeds",
          "scope",
          "limits",
          "politeness",
          "robots",
          "sitemaps",
          "fetch",
          "extract",
          "render",
          "output");
  private static final List<String> LIMITS =
      List.of("maxDepth", "maxPages", "maxBytes", "maxDuration", "maxPagesPerHost", "maxBodySize");
  private static final List<String> POLITENESS =
      List.of("delay", "concurrency", "adaptive", "rates");
  private static final List<String> RATE = List.of("events", "per");
  private static final List<String> RENDER = List.of("waitFor", "timeout");

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int MOST_SEEDS = 1000;
  private static final long MOST_PAGES = 1_000_000_000;
  private static final int MOST_AT_ONCE = 64;
  private static final int MOST_RATES = 5;
  private static final int MOST_EVENTS = 1_000_000;

  private CrawlReader() {}

  static @Nullable CrawlSpec read(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    fields.require("seeds");
    var seeds = fields.list("seeds", 1, MOST_SEEDS, CrawlForms::seed);
    var spec =
        new CrawlSpec(
            seeds == null ? List.of() : seeds,
            ScopeReader.read(fields.object("scope", ScopeReader.SCOPE)),
            limits(fields.object("limits", LIMITS)),
            politeness(fields.object("politeness", POLITENESS)),
            fields.flag("robots"),
            fields.list("output", 1, Output.values().length, once(CrawlForms::output)),
            FetchReader.read(fields.object("fetch", FetchReader.FETCH)),
            ExtractReader.read(fields.object("extract", ExtractReader.EXTRACT)),
            fields.flag("sitemaps"),
            render(fields));
    checkOutput(fields, spec);
    checkRender(fields, spec.render(), spec.fetch());
    return seeds == null ? null : spec;
  }

  /** What is written of items needs some. */
  private static void checkOutput(Fields fields, CrawlSpec spec) {
    var extract = spec.extract();
    if (spec.output() == null
        || fields.isWrong("extract")
        || (extract != null && !extract.items().isEmpty())) {
      return;
    }
    for (var form : List.of(Output.CSV, Output.SQL)) {
      if (spec.output().contains(form)) {
        var word = Words.of(form);
        fields.refuse(
            "output",
            "must not have %s, which is a table of items, unless extract.items says what they are"
                .formatted(word));
      }
    }
  }

  /** It would connect by itself, and who names proxies does not want that. */
  static void checkRender(Fields fields, @Nullable RenderSpec render, @Nullable FetchSpec fetch) {
    var proxies = fetch == null ? null : fetch.proxies();
    if (render != null && proxies != null && !proxies.isEmpty()) {
      fields.refuse("render", "goes without fetch.proxies only: the browser does not use them");
    }
  }

  private static @Nullable LimitsSpec limits(@Nullable Fields fields) {
    return fields == null
        ? null
        : new LimitsSpec(
            fields.number("maxDepth", 0, CrawlPlan.Limits.DEEPEST),
            fields.whole("maxPages", 1, MOST_PAGES),
            fields.scalar("maxBytes", CrawlForms::size),
            fields.text("maxDuration", Forms.duration(SECOND, Duration.ofDays(30))),
            fields.whole("maxPagesPerHost", 1, MOST_PAGES),
            fields.scalar("maxBodySize", CrawlForms::bodySize));
  }

  private static @Nullable PolitenessSpec politeness(@Nullable Fields fields) {
    return fields == null
        ? null
        : new PolitenessSpec(
            fields.text("delay", Forms.duration(Duration.ZERO, Duration.ofHours(1))),
            fields.number("concurrency", 1, MOST_AT_ONCE),
            fields.flag("adaptive"),
            fields.objects("rates", 0, MOST_RATES, RATE, CrawlReader::rate));
  }

  private static @Nullable RateSpec rate(Fields fields) {
    fields.require("events");
    fields.require("per");
    var events = fields.number("events", 1, MOST_EVENTS);
    var per = fields.text("per", Forms.duration(SECOND, Duration.ofDays(1)));
    return events == null || per == null ? null : new RateSpec(events, per);
  }

  /** {@code true} asks for the defaults, {@code false} for no browser. */
  static @Nullable RenderSpec render(Fields fields) {
    if (!fields.isObject("render")) {
      var wanted = fields.flag("render", "must be true, false or an object");
      return Boolean.TRUE.equals(wanted) ? new RenderSpec(null, null) : null;
    }
    var render = fields.object("render", RENDER);
    return render == null
        ? null
        : new RenderSpec(
            render.text("waitFor", CrawlForms::selector),
            render.text("timeout", Forms.duration(SECOND, Duration.ofMinutes(5))));
  }

  /** Lets each text through only once. */
  static <T> Function<String, T> once(Function<String, T> parse) {
    var seen = new HashSet<String>();
    return text -> {
      var value = parse.apply(text);
      Forms.require(seen.add(text), "is there twice");
      return value;
    };
  }
}

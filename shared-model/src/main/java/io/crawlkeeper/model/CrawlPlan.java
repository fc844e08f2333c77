package io.crawlkeeper.model;

import io.crawlkeeper.model.CrawlSpec.LimitsSpec;
import io.crawlkeeper.model.CrawlSpec.PolitenessSpec;
import io.crawlkeeper.model.CrawlSpec.RateSpec;
import io.crawlkeeper.model.CrawlSpec.RenderSpec;
import io.crawlkeeper.model.CrawlSpec.ScopeSpec;
import io.crawlkeeper.model.CrawlSpec.UrlsSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A crawl with nothing left open: what a worker carries out. */
public record CrawlPlan(
    List<String> seeds,
    Scope scope,
    Limits limits,
    Politeness politeness,
    boolean robots,
    List<Output> output,
    FetchPlan fetch,
    ExtractSpec extract,
    boolean sitemaps,
    @Nullable Render render) {

  public CrawlPlan {
    seeds = List.copyOf(seeds);
    output = List.copyOf(output);
  }

  /**
   * @param include patterns of which a URL must match one; empty means all
   * @param exclude patterns of which a URL may match none
   * @param traps whether URLs that look endless are left out: calendars, sessions, repeated paths
   */
  public record Scope(
      ScopeKind kind, List<String> include, List<String> exclude, Urls urls, boolean traps) {
    public Scope {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
    }
  }

  /**
   * How URLs that are spelt differently count as the same.
   *
   * @param sortQuery whether the order of the parameters is of no account
   * @param dropQuery names of parameters to leave out; {@code *} at the end stands for any rest
   * @param lowercasePath whether capitals in the path are of no account
   * @param dropTrailingSlash whether a slash at the end of the path is left out, but for the root
   * @param canonical whether a page that names another URL as its canonical one has that one
   *     fetched first and is marked as its copy
   */
  public record Urls(
      boolean sortQuery,
      List<String> dropQuery,
      boolean lowercasePath,
      boolean dropTrailingSlash,
      boolean canonical) {
    public static final Urls DEFAULT = new Urls(false, List.of(), false, false, true);

    public Urls {
      dropQuery = List.copyOf(dropQuery);
    }
  }

  /**
   * A crawl ends when it reaches one of the first four.
   *
   * @param maxDepth links from a seed; a seed has depth 0
   * @param maxPages responses stored
   * @param maxBytes bytes of bodies received
   * @param maxPagesPerHost responses stored of one host; the host's other URLs are left out
   * @param maxBodySize of one body, as received and as decoded; the rest is cut off
   */
  public record Limits(
      int maxDepth,
      long maxPages,
      ByteSize maxBytes,
      Duration maxDuration,
      long maxPagesPerHost,
      ByteSize maxBodySize) {
    public static final int DEEPEST = 100_000;
    static final Limits DEFAULT =
        new Limits(
            DEEPEST,
            100_000,
            ByteSize.ofGigabytes(10),
            Duration.ofHours(24),
            Long.MAX_VALUE,
            new ByteSize(10 << 20));
  }

  /**
   * @param delay least time between the starts of two requests to one host
   * @param concurrency requests to one host under way at once
   * @param adaptive whether a host that answers slowly is asked less often than the delay allows
   * @param rates of the run over all hosts; all hold
   */
  public record Politeness(
      Duration delay, int concurrency, boolean adaptive, List<RateSpec> rates) {
    static final Politeness DEFAULT = new Politeness(Duration.ofSeconds(1), 1, true, List.of());

    public Politeness {
      rates = List.copyOf(rates);
    }
  }

  /** See {@link RenderSpec}. */
  public record Render(@Nullable String waitFor, Duration timeout) {}

  static CrawlPlan of(CrawlSpec spec) {
    return new CrawlPlan(
        spec.seeds(),
        scope(spec.scope()),
        limits(spec.limits()),
        politeness(spec.politeness()),
        spec.robots() == null || spec.robots(),
        spec.output() == null ? List.of(Output.JSONL) : spec.output(),
        FetchPlan.of(spec.fetch()),
        spec.extract() == null ? ExtractSpec.NONE : spec.extract(),
        spec.sitemaps() != null && spec.sitemaps(),
        spec.render() == null ? null : spec.render().plan());
  }

  private static Scope scope(@Nullable ScopeSpec spec) {
    return new Scope(
        given(spec, ScopeSpec::kind, ScopeKind.HOST),
        given(spec, ScopeSpec::include, List.of()),
        given(spec, ScopeSpec::exclude, List.of()),
        urls(spec == null ? null : spec.urls()),
        given(spec, ScopeSpec::traps, true));
  }

  private static Urls urls(@Nullable UrlsSpec spec) {
    return new Urls(
        given(spec, UrlsSpec::sortQuery, Urls.DEFAULT.sortQuery),
        given(spec, UrlsSpec::dropQuery, Urls.DEFAULT.dropQuery),
        given(spec, UrlsSpec::lowercasePath, Urls.DEFAULT.lowercasePath),
        given(spec, UrlsSpec::dropTrailingSlash, Urls.DEFAULT.dropTrailingSlash),
        given(spec, UrlsSpec::canonical, Urls.DEFAULT.canonical));
  }

  private static Limits limits(@Nullable LimitsSpec spec) {
    return new Limits(
        given(spec, LimitsSpec::maxDepth, Limits.DEFAULT.maxDepth),
        given(spec, LimitsSpec::maxPages, Limits.DEFAULT.maxPages),
        given(spec, LimitsSpec::maxBytes, Limits.DEFAULT.maxBytes),
        given(spec, LimitsSpec::maxDuration, Limits.DEFAULT.maxDuration),
        given(spec, LimitsSpec::maxPagesPerHost, Limits.DEFAULT.maxPagesPerHost),
        given(spec, LimitsSpec::maxBodySize, Limits.DEFAULT.maxBodySize));
  }

  private static Politeness politeness(@Nullable PolitenessSpec spec) {
    return new Politeness(
        given(spec, PolitenessSpec::delay, Politeness.DEFAULT.delay),
        given(spec, PolitenessSpec::concurrency, Politeness.DEFAULT.concurrency),
        given(spec, PolitenessSpec::adaptive, Politeness.DEFAULT.adaptive),
        given(spec, PolitenessSpec::rates, Politeness.DEFAULT.rates));
  }

  private static <S, V> V given(@Nullable S spec, Function<S, @Nullable V> field, V otherwise) {
    return Optional.ofNullable(spec).map(field).orElse(otherwise);
  }
}

package io.crawlkeeper.model;

import io.crawlkeeper.model.CrawlSpec.LimitsSpec;
import io.crawlkeeper.model.CrawlSpec.PolitenessSpec;
import io.crawlkeeper.model.CrawlSpec.ScopeSpec;
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
    List<Output> output) {

  public CrawlPlan {
    seeds = List.copyOf(seeds);
    output = List.copyOf(output);
  }

  /**
   * @param include patterns of which a URL must match one; empty means all
   * @param exclude patterns of which a URL may match none
   */
  public record Scope(ScopeKind kind, List<String> include, List<String> exclude) {
    public Scope {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
    }
  }

  /**
   * A crawl ends when it reaches one of these.
   *
   * @param maxDepth links from a seed; a seed has depth 0
   * @param maxPages responses stored
   * @param maxBytes bytes of bodies received
   */
  public record Limits(int maxDepth, long maxPages, ByteSize maxBytes, Duration maxDuration) {
    public static final int DEEPEST = 100_000;
    static final Limits DEFAULT =
        new Limits(DEEPEST, 100_000, ByteSize.ofGigabytes(10), Duration.ofHours(24));
  }

  /**
   * @param delay least time between the starts of two requests to one host
   * @param concurrency requests to one host under way at once
   */
  public record Politeness(Duration delay, int concurrency) {
    static final Politeness DEFAULT = new Politeness(Duration.ofSeconds(1), 1);
  }

  static CrawlPlan of(CrawlSpec spec) {
    return new CrawlPlan(
        spec.seeds(),
        scope(spec.scope()),
        limits(spec.limits()),
        politeness(spec.politeness()),
        spec.robots() == null || spec.robots(),
        spec.output() == null ? List.of(Output.JSONL) : spec.output());
  }

  private static Scope scope(@Nullable ScopeSpec spec) {
    return new Scope(
        given(spec, ScopeSpec::kind, ScopeKind.HOST),
        given(spec, ScopeSpec::include, List.of()),
        given(spec, ScopeSpec::exclude, List.of()));
  }

  private static Limits limits(@Nullable LimitsSpec spec) {
    return new Limits(
        given(spec, LimitsSpec::maxDepth, Limits.DEFAULT.maxDepth),
        given(spec, LimitsSpec::maxPages, Limits.DEFAULT.maxPages),
        given(spec, LimitsSpec::maxBytes, Limits.DEFAULT.maxBytes),
        given(spec, LimitsSpec::maxDuration, Limits.DEFAULT.maxDuration));
  }

  private static Politeness politeness(@Nullable PolitenessSpec spec) {
    return new Politeness(
        given(spec, PolitenessSpec::delay, Politeness.DEFAULT.delay),
        given(spec, PolitenessSpec::concurrency, Politeness.DEFAULT.concurrency));
  }

  private static <S, V> V given(@Nullable S spec, Function<S, @Nullable V> field, V otherwise) {
    return Optional.ofNullable(spec).map(field).orElse(otherwise);
  }
}

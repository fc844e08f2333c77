package io.crawlkeeper.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to crawl, as the user gave it: null stands for "the default". {@link #plan()} gives the
 * crawl with every default filled in.
 */
public record CrawlSpec(
    List<String> seeds,
    @Nullable ScopeSpec scope,
    @Nullable LimitsSpec limits,
    @Nullable PolitenessSpec politeness,
    @Nullable Boolean robots,
    @Nullable List<Output> output) {

  public CrawlSpec {
    seeds = List.copyOf(seeds);
    output = output == null ? null : List.copyOf(output);
  }

  public record ScopeSpec(
      @Nullable ScopeKind kind, @Nullable List<String> include, @Nullable List<String> exclude) {

    public ScopeSpec {
      include = include == null ? null : List.copyOf(include);
      exclude = exclude == null ? null : List.copyOf(exclude);
    }
  }

  public record LimitsSpec(
      @Nullable Integer maxDepth,
      @Nullable Long maxPages,
      @Nullable ByteSize maxBytes,
      @Nullable Duration maxDuration) {}

  public record PolitenessSpec(@Nullable Duration delay, @Nullable Integer concurrency) {}

  /** This crawl with every default filled in. */
  public CrawlPlan plan() {
    return CrawlPlan.of(this);
  }
}

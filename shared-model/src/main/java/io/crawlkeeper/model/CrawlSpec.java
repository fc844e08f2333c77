package io.crawlkeeper.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to crawl, as the user gave it: null stands for "the default". {@link #plan()} gives the
 * crawl with every default filled in.
 *
 * @param robots whether to do as the sites ask: robots.txt, robots meta elements, X-Robots-Tag,
 *     links with nofollow
 * @param sitemaps whether to take the URLs of the sitemaps that robots.txt names, or that stand at
 *     {@code /sitemap.xml}, of the seeds' hosts as found by a seed
 * @param render null if pages are read as they come, without a browser
 */
public record CrawlSpec(
    List<String> seeds,
    @Nullable ScopeSpec scope,
    @Nullable LimitsSpec limits,
    @Nullable PolitenessSpec politeness,
    @Nullable Boolean robots,
    @Nullable List<Output> output,
    @Nullable FetchSpec fetch,
    @Nullable ExtractSpec extract,
    @Nullable Boolean sitemaps,
    @Nullable RenderSpec render)
    implements WorkSpec {

  public static final String KIND = "crawl";

  public CrawlSpec {
    seeds = List.copyOf(seeds);
    output = output == null ? null : List.copyOf(output);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** See {@link CrawlPlan.Scope}. */
  public record ScopeSpec(
      @Nullable ScopeKind kind,
      @Nullable List<String> include,
      @Nullable List<String> exclude,
      @Nullable UrlsSpec urls,
      @Nullable Boolean traps) {

    public ScopeSpec {
      include = include == null ? null : List.copyOf(include);
      exclude = exclude == null ? null : List.copyOf(exclude);
    }
  }

  /** See {@link CrawlPlan.Urls}. */
  public record UrlsSpec(
      @Nullable Boolean sortQuery,
      @Nullable List<String> dropQuery,
      @Nullable Boolean lowercasePath,
      @Nullable Boolean dropTrailingSlash,
      @Nullable Boolean canonical) {

    public UrlsSpec {
      dropQuery = dropQuery == null ? null : List.copyOf(dropQuery);
    }
  }

  /** See {@link CrawlPlan.Limits}. */
  public record LimitsSpec(
      @Nullable Integer maxDepth,
      @Nullable Long maxPages,
      @Nullable ByteSize maxBytes,
      @Nullable Duration maxDuration,
      @Nullable Long maxPagesPerHost,
      @Nullable ByteSize maxBodySize) {}

  /** See {@link CrawlPlan.Politeness}. */
  public record PolitenessSpec(
      @Nullable Duration delay,
      @Nullable Integer concurrency,
      @Nullable Boolean adaptive,
      @Nullable List<RateSpec> rates) {

    public PolitenessSpec {
      rates = rates == null ? null : List.copyOf(rates);
    }
  }

  /**
   * At most so many requests in each such time, of one run to all hosts together.
   *
   * @param events at least 1
   */
  public record RateSpec(int events, Duration per) {}

  /**
   * How pages are rendered.
   *
   * @param waitFor CSS selector of an element that has to be there; null means that loading is
   *     enough
   * @param timeout of all that a page does before it is read
   */
  public record RenderSpec(@Nullable String waitFor, @Nullable Duration timeout) {

    /** With nothing left open. */
    public CrawlPlan.Render plan() {
      return new CrawlPlan.Render(
          waitFor, Objects.requireNonNullElse(timeout, Duration.ofSeconds(30)));
    }
  }

  /** This crawl with every default filled in. */
  public CrawlPlan plan() {
    return CrawlPlan.of(this);
  }
}

package io.crawlkeeper.model;

import io.crawlkeeper.model.CrawlSpec.LimitsSpec;
import io.crawlkeeper.model.CrawlSpec.PolitenessSpec;
import io.crawlkeeper.model.CrawlSpec.RenderSpec;
import io.crawlkeeper.model.CrawlSpec.ScopeSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A crawl for a test, of which it says only what it is about. */
public final class CrawlBuilder {

  private final List<String> seeds;
  private @Nullable ScopeSpec scope;
  private @Nullable LimitsSpec limits;
  private @Nullable PolitenessSpec politeness;
  private @Nullable Boolean robots;
  private @Nullable List<Output> output;
  private @Nullable FetchSpec fetch;
  private @Nullable ExtractSpec extract;
  private @Nullable Boolean sitemaps;
  private @Nullable RenderSpec render;

  private CrawlBuilder(List<String> seeds) {
    this.seeds = seeds;
  }

  public static CrawlBuilder of(String... seeds) {
    return new CrawlBuilder(List.of(seeds));
  }

  /** One that begins with all that the crawl says. */
  public static CrawlBuilder from(CrawlSpec crawl) {
    var builder = new CrawlBuilder(crawl.seeds());
    builder.scope = crawl.scope();
    builder.limits = crawl.limits();
    builder.politeness = crawl.politeness();
    builder.robots = crawl.robots();
    builder.output = crawl.output();
    builder.fetch = crawl.fetch();
    builder.extract = crawl.extract();
    builder.sitemaps = crawl.sitemaps();
    builder.render = crawl.render();
    return builder;
  }

  public CrawlBuilder scope(ScopeSpec wanted) {
    scope = wanted;
    return this;
  }

  public CrawlBuilder limits(LimitsSpec wanted) {
    limits = wanted;
    return this;
  }

  public CrawlBuilder politeness(PolitenessSpec wanted) {
    politeness = wanted;
    return this;
  }

  public CrawlBuilder robots(boolean heeded) {
    robots = heeded;
    return this;
  }

  public CrawlBuilder output(Output... forms) {
    output = List.of(forms);
    return this;
  }

  public CrawlBuilder fetch(@Nullable FetchSpec wanted) {
    fetch = wanted;
    return this;
  }

  public CrawlBuilder extract(@Nullable ExtractSpec rules) {
    extract = rules;
    return this;
  }

  public CrawlBuilder sitemaps(boolean read) {
    sitemaps = read;
    return this;
  }

  public CrawlBuilder render(RenderSpec wanted) {
    render = wanted;
    return this;
  }

  public CrawlSpec build() {
    return new CrawlSpec(
        seeds, scope, limits, politeness, robots, output, fetch, extract, sitemaps, render);
  }
}

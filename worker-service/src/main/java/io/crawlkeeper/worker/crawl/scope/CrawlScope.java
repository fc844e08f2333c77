package io.crawlkeeper.worker.crawl.scope;

import static java.time.ZoneOffset.UTC;

import crawlercommons.domains.EffectiveTldFinder;
import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.ScopeKind;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.scope.ScopeDecision.Refused;
import io.crawlkeeper.worker.crawl.scope.ScopeDecision.Taken;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of one crawl: what it takes depends on the URL, but for {@link Traps}, which count.
 * Safe for use by many threads.
 */
public final class CrawlScope {
  private static final Taken TAKEN = new Taken();

  /** How many years from now dates in URLs may be. */
  private static final int YEARS_AHEAD = 2;

  private final ScopeKind kind;
  private final Set<CrawlUrl> seeds;
  private final Set<String> places;
  private final UrlPatterns include;
  private final UrlPatterns exclude;
  private final int maxDepth;
  private final @Nullable Traps traps;

  /**
   * @param now dates in URLs that lie years behind it are taken for those of an endless calendar
   * @throws IllegalArgumentException if a pattern cannot be read
   */
  public CrawlScope(CrawlPlan.Scope scope, List<CrawlUrl> seeds, int maxDepth, Instant now) {
    this.kind = scope.kind();
    this.seeds = Set.copyOf(seeds);
    this.places = seeds.stream().flatMap(this::places).collect(Collectors.toUnmodifiableSet());
    this.include = UrlPatterns.of(scope.include());
    this.exclude = UrlPatterns.of(scope.exclude());
    this.maxDepth = maxDepth;
    this.traps = scope.traps() ? new Traps(now.atZone(UTC).getYear() + YEARS_AHEAD) : null;
  }

  /** Whether {@code url}, found {@code depth} links from a seed, is to be crawled. */
  public ScopeDecision decide(CrawlUrl url, int depth) {
    if (depth > maxDepth) {
      return new Refused("deeper than " + maxDepth + " links");
    }
    var seed = seeds.contains(url);
    if (!seed && !isInPlace(url)) {
      return new Refused("outside of the seeds' " + placeName());
    }
    if (!seed && !include.isEmpty() && !include.matches(url)) {
      return new Refused("matches no include pattern");
    }
    if (exclude.matches(url)) {
      return new Refused("matches an exclude pattern");
    }
    var trap = seed || traps == null ? null : traps.reason(url);
    return trap == null ? TAKEN : new Refused(trap);
  }

  private boolean isInPlace(CrawlUrl url) {
    return switch (kind) {
      case HOST, DOMAIN -> places.contains(place(url));
      case PREFIX -> places.stream().anyMatch(url.text()::startsWith);
    };
  }

  /** A site that has moved from http to https, each at its usual port, is the same place. */
  private Stream<String> places(CrawlUrl seed) {
    var plain = "http://" + seed.host() + "/";
    @Nullable CrawlUrl secure =
        seed.text().startsWith(plain)
            ? UrlParser.parse("https" + seed.text().substring("http".length()))
            : null;
    return Stream.concat(Stream.of(place(seed)), Stream.ofNullable(secure).map(this::place));
  }

  private String place(CrawlUrl url) {
    return switch (kind) {
      case HOST -> url.hostAndPort();
      case DOMAIN -> domain(url.host());
      case PREFIX -> url.folder();
    };
  }

  private String placeName() {
    return switch (kind) {
      case HOST -> "hosts";
      case DOMAIN -> "domains";
      case PREFIX -> "folders";
    };
  }

  /** The host itself where there is no registrable domain: addresses, localhost, bare suffixes. */
  private static String domain(String host) {
    if (host.startsWith("[") || Character.isDigit(host.charAt(host.length() - 1))) {
      return host;
    }
    @Nullable String domain = EffectiveTldFinder.getAssignedDomain(host, true, false);
    return domain == null ? host : domain;
  }
}

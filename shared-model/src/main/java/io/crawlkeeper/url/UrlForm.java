package io.crawlkeeper.url;

import io.crawlkeeper.model.CrawlPlan;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs of a crawl count as one, beyond the normal form that all have.
 *
 * <p>Parameters that mean nothing to the page are left out of requests too. Everything else only
 * says what counts as the same: it is requested as it was found first, since its server may know no
 * other spelling. Immutable; safe for use by many threads.
 */
public final class UrlForm {
  private final CrawlPlan.Urls options;
  private final Predicate<String> dropped;
  private final boolean dropsSessions;

  /**
   * @param dropsSessions whether the ids of sessions are left out
   */
  public UrlForm(CrawlPlan.Urls options, boolean dropsSessions) {
    this.options = options;
    this.dropsSessions = dropsSessions;
    this.dropped =
        options.dropQuery().stream()
            .map(UrlForm::named)
            .reduce(dropsSessions ? SessionIds::isSession : parameter -> false, Predicate::or);
  }

  /** That of a task. */
  public static UrlForm of(CrawlPlan plan) {
    return new UrlForm(plan.scope().urls(), plan.scope().traps());
  }

  private static Predicate<String> named(String pattern) {
    var start = pattern.endsWith("*") ? pattern.substring(0, pattern.length() - 1) : null;
    return parameter -> {
      var equals = parameter.indexOf('=');
      var name = equals < 0 ? parameter : parameter.substring(0, equals);
      return start == null ? name.equals(pattern) : name.startsWith(start);
    };
  }

  /** What is requested for {@code url}. */
  public CrawlUrl clean(CrawlUrl url) {
    var query = url.query();
    var path = url.path();
    var cleanPath = dropsSessions ? SessionIds.without(path) : path;
    var cleanQuery = query == null ? null : clean(query);
    return cleanPath.equals(path) && java.util.Objects.equals(query, cleanQuery)
        ? url
        : url.with(cleanPath, cleanQuery);
  }

  private @Nullable String clean(String query) {
    var parameters = query.split("&", -1);
    if (Arrays.stream(parameters).noneMatch(dropped)) {
      return query;
    }
    var kept = Arrays.stream(parameters).filter(dropped.negate()).collect(Collectors.joining("&"));
    return kept.isEmpty() ? null : kept;
  }

  /** What {@code url}, which is clean, counts as: URLs of one identity are one. */
  public Fingerprint identity(CrawlUrl url) {
    if (!hasSpellings()) {
      return Fingerprint.of(url);
    }
    var query = url.query();
    return Fingerprint.of(url.with(path(url.path()), query == null ? null : sorted(query)));
  }

  /** As {@link #identity}, but of this very spelling: for redirects from one to another. */
  public static Fingerprint spelling(CrawlUrl url) {
    return Fingerprint.of("spelt " + url.text());
  }

  /** Whether clean URLs that are spelt differently can be one. */
  public boolean hasSpellings() {
    return options.sortQuery() || options.lowercasePath() || options.dropTrailingSlash();
  }

  /** What all clean spellings of {@code url} begin with. */
  public String beginning(CrawlUrl url) {
    return url.origin() + (options.lowercasePath() ? "/" : path(url.path()));
  }

  private String path(String path) {
    var cased = options.lowercasePath() ? path.toLowerCase(Locale.ROOT) : path;
    return options.dropTrailingSlash() && cased.endsWith("/") && cased.length() > 1
        ? cased.substring(0, cased.length() - 1)
        : cased;
  }

  private String sorted(String query) {
    return options.sortQuery()
        ? Arrays.stream(query.split("&", -1)).sorted().collect(Collectors.joining("&"))
        : query;
  }
}

package io.crawlkeeper.worker.crawl.politeness;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one origin's robots.txt asks of us (RFC 9309). The files are read by crawler-commons; which
 * rule decides is our own work, as the library's matching misreads two kinds of patterns and can be
 * made to take long. Immutable.
 */
public final class RobotsRules {
  /**
   * The name that robots.txt files address us by, whatever name a task gives in its requests: who
   * calls itself a browser is still bound by what is said to us.
   */
  public static final String PRODUCT_TOKEN = "Crawlkeeper";

  private static final int MOST_WARNINGS = 0;
  private static final int MOST_SITEMAPS = 1_000;
  private static final int BYTES_A_RULE = 200;
  private static final RobotsRules ALLOW_ALL =
      new RobotsRules(new PathRules(List.of()), List.of(), Duration.ZERO, null, false);

  private final PathRules rules;
  private final List<CrawlUrl> sitemaps;
  private final Duration delay;
  private final @Nullable String failure;
  private final boolean recovers;

  private RobotsRules(
      PathRules rules,
      List<CrawlUrl> sitemaps,
      Duration delay,
      @Nullable String failure,
      boolean recovers) {
    this.rules = rules;
    this.sitemaps = sitemaps;
    this.delay = delay;
    this.failure = failure;
    this.recovers = recovers;
  }

  /** As when there is no robots.txt. */
  public static RobotsRules allowAll() {
    return ALLOW_ALL;
  }

  /**
   * As when robots.txt cannot be read: the site may forbid anything, so all is forbidden.
   *
   * @param lasting whether another try would be in vain
   */
  public static RobotsRules unreachable(String failure, boolean lasting) {
    return new RobotsRules(ALLOW_ALL.rules, List.of(), Duration.ZERO, failure, !lasting);
  }

  /**
   * The rules that a response with {@code status} and {@code body} gives (RFC 9309, 2.3.1).
   *
   * @param status of the last response, redirects followed
   */
  public static RobotsRules of(int status, CrawlUrl url, byte[] body) {
    return of(status, url, body, PRODUCT_TOKEN);
  }

  static RobotsRules of(int status, CrawlUrl url, byte[] body, String product) {
    if (status == 429 || status >= 500) {
      return unreachable("robots.txt answered with status " + status, false);
    }
    if (status < 200 || status > 299) {
      return allowAll();
    }
    var parser = new SimpleRobotRulesParser(Long.MAX_VALUE, MOST_WARNINGS);
    var names = Set.of(product.toLowerCase(Locale.ROOT));
    var parsed = parser.parseContent(url.text(), body, "text/plain", names);
    return new RobotsRules(
        PathRules.of(parsed.getRobotRules()), sitemaps(parsed), delay(parsed), null, false);
  }

  private static List<CrawlUrl> sitemaps(SimpleRobotRules parsed) {
    return parsed.getSitemaps().stream()
        .limit(MOST_SITEMAPS)
        .map(UrlParser::parse)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static Duration delay(SimpleRobotRules parsed) {
    return Duration.ofMillis(Math.clamp(parsed.getCrawlDelay(), 0, Integer.MAX_VALUE));
  }

  /** Whether {@code url} may be fetched; robots.txt itself always may. */
  public boolean allows(CrawlUrl url) {
    return url.pathAndQuery().equals("/robots.txt") || (failure == null && rules.allow(url));
  }

  /**
   * The delay asked for; zero if none is.
   *
   * @param most of it: longer delays would stall a run for ever
   */
  public Duration crawlDelay(Duration most) {
    return delay.compareTo(most) > 0 ? most : delay;
  }

  /** The sitemaps that the file names, in its order. */
  public List<CrawlUrl> sitemaps() {
    return sitemaps;
  }

  /** Why robots.txt could not be read; null if it could, or if there is none. */
  public @Nullable String failure() {
    return failure;
  }

  /** Whether robots.txt could not be read, but may be readable soon. */
  public boolean mayRecover() {
    return recovers;
  }

  /** About how many bytes these rules take in memory. */
  public int weight() {
    return BYTES_A_RULE * (1 + rules.rules().size() + sitemaps.size());
  }
}

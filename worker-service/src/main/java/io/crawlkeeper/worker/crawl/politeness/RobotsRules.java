package io.crawlkeeper.worker.crawl.politeness;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one origin's robots.txt asks of us (RFC 9309). Immutable. */
public final class RobotsRules {
  /** The name that robots.txt files address us by. */
  public static final String PRODUCT_TOKEN = "Crawlkeeper";

  private static final int MOST_WARNINGS = 0;

  private final BaseRobotRules rules;
  private final @Nullable String failure;
  private final boolean recovers;

  private RobotsRules(BaseRobotRules rules, @Nullable String failure, boolean recovers) {
    this.rules = rules;
    this.failure = failure;
    this.recovers = recovers;
  }

  /** As when there is no robots.txt. */
  public static RobotsRules allowAll() {
    return new RobotsRules(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL), null, false);
  }

  /**
   * As when robots.txt cannot be read: the site may forbid anything, so all is forbidden.
   *
   * @param lasting whether another try would be in vain
   */
  public static RobotsRules unreachable(String failure, boolean lasting) {
    return new RobotsRules(new SimpleRobotRules(RobotRulesMode.ALLOW_NONE), failure, !lasting);
  }

  /**
   * The rules that a response with {@code status} and {@code body} gives (RFC 9309, 2.3.1).
   *
   * @param status of the last response, redirects followed
   */
  public static RobotsRules of(int status, CrawlUrl url, byte[] body) {
    if (status == 429 || status >= 500) {
      return unreachable("robots.txt answered with status " + status, false);
    }
    if (status < 200 || status > 299) {
      return allowAll();
    }
    var parser = new SimpleRobotRulesParser(Long.MAX_VALUE, MOST_WARNINGS);
    var names = Set.of("crawlkeeper");
    return new RobotsRules(parser.parseContent(url.text(), body, "text/plain", names), null, false);
  }

  public boolean allows(CrawlUrl url) {
    return rules.isAllowAll() || (!rules.isAllowNone() && rules.isAllowed(url.text()));
  }

  /**
   * The delay asked for; zero if none is.
   *
   * @param most of it: longer delays would stall a run for ever
   */
  public Duration crawlDelay(Duration most) {
    var millis = Math.clamp(rules.getCrawlDelay(), 0, most.toMillis());
    return Duration.ofMillis(millis);
  }

  /** Why robots.txt could not be read; null if it could, or if there is none. */
  public @Nullable String failure() {
    return failure;
  }

  /** Whether robots.txt could not be read, but may be readable soon. */
  public boolean mayRecover() {
    return recovers;
  }
}

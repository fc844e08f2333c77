package io.crawlkeeper.worker.crawl.scope;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.crawlkeeper.url.CrawlUrl;
import java.util.List;

/**
 * Patterns of the user. RE2J matches in linear time, so that no pattern can stall a worker.
 *
 * @param ofPaths begin with a slash and match the whole of path and query
 * @param ofUrls match the whole URL
 */
public record UrlPatterns(List<Pattern> ofPaths, List<Pattern> ofUrls) {

  /**
   * @throws IllegalArgumentException if one cannot be read
   */
  public static UrlPatterns of(List<String> texts) {
    return new UrlPatterns(
        texts.stream().filter(text -> text.startsWith("/")).map(UrlPatterns::compile).toList(),
        texts.stream().filter(text -> !text.startsWith("/")).map(UrlPatterns::compile).toList());
  }

  public boolean isEmpty() {
    return ofPaths.isEmpty() && ofUrls.isEmpty();
  }

  public boolean matches(CrawlUrl url) {
    return anyMatches(ofUrls, url.text())
        || (!ofPaths.isEmpty() && anyMatches(ofPaths, url.pathAndQuery()));
  }

  private static boolean anyMatches(List<Pattern> patterns, String text) {
    for (var pattern : patterns) {
      if (pattern.matches(text)) {
        return true;
      }
    }
    return false;
  }

  private static Pattern compile(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the pattern \"%s\" cannot be read: %s".formatted(text, e.getMessage()), e);
    }
  }
}

package io.crawlkeeper.worker.crawl.scope;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.Fingerprint;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows URLs that look like those of a site without an end. What is only suspicious is taken up to
 * a number for each form of URL and host. Safe for use by many threads.
 */
final class Traps {
  private static final int MOST_SEGMENTS = 25;
  private static final int MOST_PARAMETERS = 20;
  private static final int MOST_OF_ONE_NAME = 5;
  private static final int LONGEST_BLOCK = 4;
  private static final int REPEATED = 3;

  /** Parameters from which a URL is one of many combinations. */
  private static final int FACETS = 4;

  static final int MOST_DATES = 2_000;
  static final int MOST_COMBINATIONS = 5_000;

  private final int latestYear;
  private final FormCounts counts = new FormCounts();

  /**
   * @param latestYear the last year that a URL may speak of
   */
  Traps(int latestYear) {
    this.latestYear = latestYear;
  }

  /** Why {@code url} is left out; null if it is none of these. */
  @Nullable String reason(CrawlUrl url) {
    var segments = url.path().substring(1).split("/", -1);
    if (segments.length > MOST_SEGMENTS) {
      return "trap: more than " + MOST_SEGMENTS + " path segments";
    }
    if (isRepeated(segments)) {
      return "trap: path segments repeat";
    }
    var query = url.query();
    var parameters = query == null ? new String[0] : query.split("&", -1);
    var reason = query == null ? null : ofParameters(parameters);
    return reason == null ? endless(url, parameters) : reason;
  }

  private @Nullable String endless(CrawlUrl url, String[] parameters) {
    var dates = DateForm.of(url);
    if (dates != null && dates.latestYear() > latestYear) {
      return "trap: a date after the year " + latestYear;
    }
    if (dates != null && !admits(dates.form(), url, MOST_DATES)) {
      return "trap: more than " + MOST_DATES + " dates of one form";
    }
    var form = url.origin() + url.path();
    if (parameters.length >= FACETS && !admits(form, url, MOST_COMBINATIONS)) {
      return "trap: more than " + MOST_COMBINATIONS + " combinations of parameters";
    }
    return null;
  }

  private boolean admits(String form, CrawlUrl url, int most) {
    return counts.admits(form, Fingerprint.of(url).low(), most);
  }

  private static @Nullable String ofParameters(String[] parameters) {
    if (parameters.length > MOST_PARAMETERS) {
      return "trap: more than " + MOST_PARAMETERS + " parameters";
    }
    if (parameters.length <= MOST_OF_ONE_NAME) {
      return null;
    }
    var names = Arrays.stream(parameters).map(Traps::name).sorted().toList();
    for (var i = MOST_OF_ONE_NAME; i < names.size(); i++) {
      if (names.get(i).equals(names.get(i - MOST_OF_ONE_NAME))) {
        return "trap: a parameter more than " + MOST_OF_ONE_NAME + " times";
      }
    }
    return null;
  }

  private static String name(String parameter) {
    var equals = parameter.indexOf('=');
    return equals < 0 ? parameter : parameter.substring(0, equals);
  }

  /** Whether a row of segments comes three times in a row, as relative links can make it. */
  private static boolean isRepeated(String[] segments) {
    var path = List.of(segments);
    for (var block = 1; block <= LONGEST_BLOCK; block++) {
      for (var i = 0; i + REPEATED * block <= path.size(); i++) {
        if (isRepeated(path, i, block)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isRepeated(List<String> path, int at, int block) {
    var numbers = true;
    for (var i = at; i < at + block; i++) {
      var segment = path.get(i);
      for (var n = 1; n < REPEATED; n++) {
        if (!segment.equals(path.get(i + n * block))) {
          return false;
        }
      }
      numbers &= segment.chars().allMatch(Character::isDigit) && !segment.isEmpty();
    }
    // A date such as 1/1/1, or a place in a grid, is none.
    return !numbers;
  }
}

package io.crawlkeeper.worker.crawl.scope;

import io.crawlkeeper.url.CrawlUrl;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL in which a date stands, as those of calendars do.
 *
 * @param form the URL with a mark in place of each date: that of all pages of one calendar
 * @param latestYear of its dates; 0 if none names its year
 */
record DateForm(String form, int latestYear) {

  /** A year and a month, and perhaps a day, between slashes or hyphens. */
  private static final Pattern DATE =
      Pattern.compile("(?<=[/=_-])([12][0-9]{3})([-/])[01]?[0-9](?:\\2[0-3]?[0-9])?(?![0-9])");

  /** A parameter that is named after a time, and whose value begins with a number. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)(?<=[?&])([a-z_\\[\\]-]{0,20}(?:year|month|week|day|date|cal|jahr|monat|tag)"
              + "[a-z_-]{0,10}|ym|ymd|y|m|d)=(-?[0-9]{1,10})[^&]{0,30}");

  /** Null if there is no date. */
  static @Nullable DateForm of(CrawlUrl url) {
    var text = url.pathAndQuery();
    if (!hasDigitAfterMark(text)) {
      return null;
    }
    var latest = 0;
    var dates = DATE.matcher(text);
    while (dates.find()) {
      latest = Math.max(latest, Integer.parseInt(dates.group(1)));
    }
    var inPath = dates.replaceAll("#");
    var parameters = PARAMETER.matcher(inPath);
    while (parameters.find()) {
      latest = Math.max(latest, year(parameters));
    }
    var form = parameters.replaceAll("$1=#");
    return form.equals(text) ? null : new DateForm(url.origin() + form, latest);
  }

  private static boolean hasDigitAfterMark(String text) {
    for (var i = 1; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c >= '0' && c <= '9' && "/=_-".indexOf(text.charAt(i - 1)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** A number of four digits, or one of six or eight that begins with them: 203105. */
  private static int year(Matcher parameter) {
    var number = parameter.group(2);
    return switch (number.length()) {
      case 4, 6, 8 -> number.startsWith("-") ? 0 : Integer.parseInt(number.substring(0, 4));
      default -> 0;
    };
  }
}

package io.crawlkeeper.worker.crawl.extract;

import com.google.re2j.Pattern;
import java.math.BigDecimal;

/**
 * Numbers as pages write them: with currency signs and words around, with groups of digits, with a
 * point or a comma before the fraction.
 */
final class Numbers {
  private static final int LONGEST = 100;

  /** Digits, and between two of them a point, comma, apostrophe or one blank of any width. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+\u2212]?(?:\\d(?:[.,'\u2019 \u00a0\u2009\u202f]?\\d)*|[.,]\\d+)");

  private static final Pattern PLAIN = Pattern.compile("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d{1,3})?");
  private static final Pattern GROUPED =
      Pattern.compile("\\d{1,3}(['\u2019 \u00a0\u2009\u202f]\\d{3})+");
  private static final Pattern BLANKS = Pattern.compile("['\u2019 \u00a0\u2009\u202f]");

  private Numbers() {}

  /**
   * The one number in the text.
   *
   * @throws Unreadable if there is none, or several
   */
  static BigDecimal read(String text) {
    if (text.length() > LONGEST) {
      throw new Unreadable("is too long to be a number");
    }
    if (PLAIN.matches(text)) {
      return new BigDecimal(text);
    }
    var matcher = NUMBER.matcher(text);
    if (!matcher.find()) {
      throw new Unreadable("holds no number");
    }
    var number = matcher.group().replace('\u2212', '-');
    if (matcher.find()) {
      throw new Unreadable("holds several numbers: pick one by match");
    }
    return new BigDecimal(plain(number));
  }

  private static String plain(String number) {
    var sign = number.startsWith("-") ? "-" : "";
    var digits = number.startsWith("-") || number.startsWith("+") ? number.substring(1) : number;
    return sign + point(ungrouped(digits));
  }

  /** Blanks and apostrophes only group digits, by three. */
  private static String ungrouped(String digits) {
    var end = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
    var whole = end < 0 ? digits : digits.substring(0, end);
    if (!BLANKS.matcher(digits).find()) {
      return digits;
    }
    if (!GROUPED.matches(whole) || (end >= 0 && BLANKS.matcher(digits.substring(end)).find())) {
      throw new Unreadable("holds several numbers: pick one by match");
    }
    return BLANKS.matcher(whole).replaceAll("") + (end < 0 ? "" : digits.substring(end));
  }

  /** Of point and comma the later one is before the fraction, unless it can only group digits. */
  private static String point(String digits) {
    var last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
    if (last < 0) {
      return digits;
    }
    var mark = digits.charAt(last);
    var other = mark == '.' ? "," : ".";
    var repeated = digits.indexOf(mark) != last;
    var groups = mark == ',' && digits.length() - last == 4 && last > 0 && digits.charAt(0) != '0';
    if (repeated || (groups && !digits.contains(other))) {
      return digits.replace(String.valueOf(mark), "").replace(other, "");
    }
    return digits.substring(0, last).replace(other, "") + '.' + digits.substring(last + 1);
  }
}

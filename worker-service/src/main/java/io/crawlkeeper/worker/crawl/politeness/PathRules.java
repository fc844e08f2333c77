package io.crawlkeeper.worker.crawl.politeness;

import crawlercommons.robots.SimpleRobotRules.RobotRule;
import io.crawlkeeper.url.CrawlUrl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rules of one group (RFC 9309, 2.2.2): the longest pattern that matches decides, and of two of
 * the same length the one that allows. The time to match is linear in the length of the URL and of
 * the patterns, whatever they hold. Immutable.
 */
record PathRules(List<Rule> rules) {
  private static final Comparator<Rule> ORDER =
      Comparator.comparingInt(Rule::length).reversed().thenComparing(rule -> !rule.allows);

  PathRules {
    rules = List.copyOf(rules);
  }

  /**
   * @param parsed with escapes in normal form
   */
  static PathRules of(List<RobotRule> parsed) {
    var rules = new ArrayList<Rule>();
    for (var rule : parsed) {
      if (!rule.getPrefix().isEmpty()) {
        rules.add(Rule.of(rule.getPrefix(), rule.isAllow()));
      }
    }
    rules.sort(ORDER);
    return new PathRules(rules);
  }

  boolean allow(CrawlUrl url) {
    var text = plain(url.pathAndQuery());
    for (var rule : rules) {
      if (rule.matches(text)) {
        return rule.allows;
      }
    }
    return true;
  }

  /** The characters that patterns can only speak of by their escapes, in one spelling. */
  private static String plain(String text) {
    return text.indexOf('%') < 0 ? text : text.replace("%2A", "*").replace("%24", "$");
  }

  /**
   * One rule.
   *
   * @param pieces what stands between the stars
   * @param ends whether the last piece has to end the URL
   * @param length of the pattern
   */
  record Rule(List<String> pieces, boolean ends, int length, boolean allows) {

    static Rule of(String pattern, boolean allows) {
      var ends = pattern.endsWith("$");
      var body = ends ? pattern.substring(0, pattern.length() - 1) : pattern;
      var pieces = new ArrayList<String>();
      for (var piece : body.split("\\*+", -1)) {
        pieces.add(plain(piece));
      }
      return new Rule(List.copyOf(pieces), ends, pattern.length(), allows);
    }

    /** Each piece is looked for as early as it can be; that leaves most room for the next. */
    boolean matches(String text) {
      var first = pieces.getFirst();
      if (!text.startsWith(first)) {
        return false;
      }
      var at = first.length();
      var inner = ends ? pieces.size() - 1 : pieces.size();
      for (var i = 1; i < inner; i++) {
        var found = text.indexOf(pieces.get(i), at);
        if (found < 0) {
          return false;
        }
        at = found + pieces.get(i).length();
      }
      return !ends || endsAfter(text, at);
    }

    private boolean endsAfter(String text, int at) {
      var last = pieces.getLast();
      return pieces.size() == 1
          ? text.length() == at
          : text.length() - last.length() >= at && text.endsWith(last);
    }
  }
}

package io.crawlkeeper.worker.crawl.extract;

import com.google.re2j.Pattern;
import io.crawlkeeper.extract.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;

/** Runs expressions on one page. One thread. */
final class Finder {
  private final Effort effort;
  private final XPathRuns xpaths;
  private final JsonPathRuns jsonPaths;

  Finder(Effort effort) {
    this.effort = effort;
    this.xpaths = new XPathRuns(effort);
    this.jsonPaths = new JsonPathRuns(effort);
  }

  /**
   * What is found, in the order of the page.
   *
   * @param most after which no more is looked for
   * @throws Effort.Spent if the time is over
   */
  List<Spot> find(Expression expression, Spot within, int most) {
    effort.look();
    return switch (expression) {
      case Expression.Css(var evaluator) -> css(evaluator, within, most);
      case Expression.Path(var xpath) -> {
        var element = within.element();
        yield element == null ? List.of() : xpaths.find(xpath, element, most);
      }
      case Expression.Regex(var pattern) -> {
        var source = within.source();
        yield source == null ? List.of() : regex(pattern, source, most);
      }
      case Expression.Json(var path) -> {
        var json = within.json();
        yield json == null ? List.of() : jsonPaths.find(path, json, most);
      }
    };
  }

  private List<Spot> css(Evaluator evaluator, Spot within, int most) {
    var root = within.element();
    if (root == null) {
      return List.of();
    }
    // Not by its own select: that could not be stopped.
    var matches = evaluator.asPredicate(root);
    return root.stream()
        // As in browsers, what is looked into is not found itself.
        .skip(1)
        .filter(element -> matches(matches, element))
        .limit(most)
        .<Spot>map(Spot.OfElement::new)
        .toList();
  }

  private boolean matches(Predicate<Element> matches, Element element) {
    effort.look();
    return matches.test(element);
  }

  private List<Spot> regex(Pattern pattern, String source, int most) {
    var found = new ArrayList<Spot>();
    var matcher = pattern.matcher(new Watched(source, effort));
    var group = matcher.groupCount() > 0 ? 1 : 0;
    while (found.size() < most && matcher.find()) {
      if (matcher.start(group) >= 0) {
        found.add(new Spot.OfText(source.substring(matcher.start(group), matcher.end(group))));
      }
    }
    return found;
  }

  /** What a pattern finds first in a text, or its first group; empty if it finds nothing. */
  String match(Pattern pattern, String text) {
    var found = regex(pattern, text, 1);
    return found.isEmpty() ? "" : Objects.requireNonNull(found.getFirst().source());
  }
}

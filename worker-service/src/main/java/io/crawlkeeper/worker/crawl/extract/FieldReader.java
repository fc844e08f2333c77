package io.crawlkeeper.worker.crawl.extract;

import io.crawlkeeper.model.Brief;
import io.crawlkeeper.model.ExtractSpec.FieldSpec;
import io.crawlkeeper.worker.crawl.extract.Rules.FieldRule;
import java.util.List;
import java.util.Objects;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the fields of the items of one page. One thread. */
final class FieldReader {
  static final int LONGEST = 64 << 10;
  private static final int MOST_OF_A_LIST = 1_000;
  private static final long MOST_OF_A_PAGE = 8 << 20;
  private static final int LONGEST_SHOWN = 60;

  private final Finder finder;
  private final Values values;
  private final Problems problems;
  private long taken;

  FieldReader(Finder finder, Values values, Problems problems) {
    this.finder = finder;
    this.values = values;
    this.problems = problems;
  }

  /** Null if it is not there, or cannot be read, which is told. */
  @Nullable JsonNode read(FieldRule rule, Spot item) {
    var most = rule.spec().list() ? MOST_OF_A_LIST + 1 : 1;
    var expression = rule.expression();
    var found = expression == null ? List.of(item) : finder.find(expression, item, most);
    if (!rule.spec().list()) {
      return found.isEmpty() ? null : value(rule, found.getFirst());
    }
    if (found.size() > MOST_OF_A_LIST) {
      problems.add(rule.name() + " has more than " + MOST_OF_A_LIST + " values");
    }
    var list = JsonNodeFactory.instance.arrayNode();
    found.stream()
        .limit(MOST_OF_A_LIST)
        .map(spot -> value(rule, spot))
        .filter(Objects::nonNull)
        .forEach(list::add);
    return list.isEmpty() ? null : list;
  }

  private @Nullable JsonNode value(FieldRule rule, Spot spot) {
    try {
      if (rule.spec().type() == FieldSpec.Type.JSON && spot instanceof Spot.OfJson(var json)) {
        return tree(json);
      }
      var text = bounded(rule, matched(rule, text(rule.spec().take(), spot)));
      return text.isEmpty() ? null : typed(rule, text);
    } catch (Unreadable e) {
      problems.add(rule.name() + " " + e.getMessage());
      return null;
    }
  }

  private JsonNode typed(FieldRule rule, String text) {
    try {
      return values.read(rule.spec().type(), text);
    } catch (Unreadable e) {
      throw new Unreadable(
          "cannot be read: \"%s\" %s".formatted(Brief.shown(text, LONGEST_SHOWN), e.getMessage()));
    }
  }

  private JsonNode tree(JsonNode json) {
    var length = json.toString().length();
    if (length > LONGEST) {
      throw new Unreadable("is JSON of more than " + LONGEST + " characters");
    }
    count(length);
    return json;
  }

  private static String text(String take, Spot spot) {
    var element = spot.element();
    if (element != null) {
      return text(take, element);
    }
    if (spot instanceof Spot.OfJson(var json)) {
      if (json.isContainer()) {
        throw new Unreadable("is no single value in the JSON: go on with [*] or a name");
      }
      return json.asString();
    }
    return Objects.requireNonNullElse(spot.source(), "");
  }

  private static String text(String take, Element element) {
    return switch (take) {
      case FieldSpec.TEXT -> Texts.plain(element.text());
      case FieldSpec.HTML -> element.html();
      case FieldSpec.OUTER_HTML -> element.outerHtml();
      default -> element.attr(take.substring(1)).strip();
    };
  }

  private String matched(FieldRule rule, String text) {
    return rule.match() == null ? text : finder.match(rule.match(), text);
  }

  private String bounded(FieldRule rule, String text) {
    var cut = Brief.cut(text, LONGEST);
    if (cut.length() < text.length()) {
      problems.add(rule.name() + " was cut after " + LONGEST + " characters");
    }
    count(cut.length());
    return cut;
  }

  private void count(int length) {
    taken += length;
    if (taken > MOST_OF_A_PAGE) {
      throw new IllegalStateException("all values together are longer than 8 MiB");
    }
  }
}

package io.crawlkeeper.worker.crawl.extract;

import com.google.re2j.Pattern;
import io.crawlkeeper.extract.Expression;
import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.model.ExtractSpec.FieldSpec;
import io.crawlkeeper.model.ExtractSpec.FollowSpec;
import io.crawlkeeper.model.ExtractSpec.ItemSpec;
import io.crawlkeeper.worker.crawl.scope.UrlPatterns;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rules of a task, ready to be run. Immutable. */
record Rules(List<ItemRule> items, List<FollowRule> follow) {
  Rules {
    items = List.copyOf(items);
    follow = List.copyOf(follow);
  }

  /**
   * @param each null makes one item of the page
   */
  record ItemRule(String name, UrlPatterns on, @Nullable Expression each, List<FieldRule> fields) {
    ItemRule {
      fields = List.copyOf(fields);
    }
  }

  /**
   * @param name with that of its item, for people: {@code book.price}
   * @param expression null takes what the item is made from
   * @param match null takes the whole text
   */
  record FieldRule(
      String key,
      String name,
      FieldSpec spec,
      @Nullable Expression expression,
      @Nullable Pattern match) {}

  /**
   * @param priority of the links that it chooses
   */
  record FollowRule(UrlPatterns on, Expression expression, int priority) {}

  /**
   * @throws IllegalArgumentException if a rule cannot be compiled; the message names it
   */
  static Rules of(ExtractSpec spec) {
    var follow = spec.follow();
    return new Rules(
        spec.items().stream().map(Rules::item).toList(),
        IntStream.range(0, follow.size())
            .mapToObj(i -> compiled("rule " + (i + 1) + " of follow", () -> follow(follow.get(i))))
            .toList());
  }

  private static FollowRule follow(FollowSpec spec) {
    return new FollowRule(
        UrlPatterns.of(spec.on()), Expression.of(spec.selector()), spec.priority());
  }

  private static ItemRule item(ItemSpec spec) {
    var fields =
        spec.fields().entrySet().stream()
            .map(field -> field(spec.name(), field.getKey(), field.getValue()))
            .toList();
    return compiled(
        spec.name(),
        () ->
            new ItemRule(
                spec.name(),
                UrlPatterns.of(spec.on()),
                spec.each() == null ? null : Expression.of(spec.each()),
                fields));
  }

  private static FieldRule field(String item, String key, FieldSpec spec) {
    var name = item + "." + key;
    return compiled(
        name,
        () ->
            new FieldRule(
                key,
                name,
                spec,
                spec.selector() == null ? null : Expression.of(spec.selector()),
                spec.match() == null ? null : Expression.regex(spec.match())));
  }

  private static <T> T compiled(String name, Supplier<T> rule) {
    try {
      return rule.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " " + e.getMessage(), e);
    }
  }
}

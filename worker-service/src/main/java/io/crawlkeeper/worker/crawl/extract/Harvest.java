package io.crawlkeeper.worker.crawl.extract;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.extract.Rules.FollowRule;
import io.crawlkeeper.worker.crawl.extract.Rules.ItemRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** The rules of a task at work on one page. Used once, by one thread. */
final class Harvest {
  private static final int MOST_ITEMS = 10_000;
  private static final int MOST_LINKS = 10_000;
  private static final String WITH_LINKS = "a, area, link, iframe, frame";

  private final Rules rules;
  private final Subject subject;
  private final Problems problems = new Problems();
  private final Page page;
  private final Finder finder;
  private final FieldReader fields;
  private final List<Item> items = new ArrayList<>();
  private @Nullable Set<CrawlUrl> links;

  Harvest(Rules rules, Subject subject, Effort effort) {
    this.rules = rules;
    this.subject = subject;
    this.page = new Page(subject, problems);
    this.finder = new Finder(effort);
    this.fields = new FieldReader(finder, new Values(subject.base()), problems);
  }

  Extraction gather() {
    try {
      // Links first: without them the crawl ends here.
      for (var rule : rules.follow()) {
        attempt("a rule of follow", () -> follow(rule));
      }
      for (var rule : rules.items()) {
        attempt(rule.name(), () -> items(rule));
      }
    } catch (Effort.Spent e) {
      problems.add(
          "the rules took more than %d s: the rest was left out"
              .formatted(Extractor.LONGEST.toSeconds()));
    }
    return new Extraction(items, links == null ? null : List.copyOf(links), problems.list());
  }

  /** What one rule meets must not cost the others. */
  private void attempt(String name, Runnable work) {
    try {
      work.run();
    } catch (Effort.Spent e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      problems.add(name + ": " + e);
    }
  }

  private void follow(FollowRule rule) {
    if (!rule.on().isEmpty() && !rule.on().matches(subject.url())) {
      return;
    }
    if (links == null) {
      links = new LinkedHashSet<>();
    }
    for (var spot : finder.find(rule.expression(), page, MOST_LINKS)) {
      references(spot).forEach(this::add);
    }
  }

  private void add(String reference) {
    var url = UrlParser.resolve(subject.base(), reference);
    var chosen = Objects.requireNonNull(links);
    if (url != null && chosen.size() < MOST_LINKS) {
      chosen.add(url);
    }
  }

  private static List<String> references(Spot spot) {
    var element = spot.element();
    if (element == null) {
      return spot instanceof Spot.OfJson(var json)
          ? json.isString() ? List.of(json.stringValue()) : List.of()
          : List.of(Objects.requireNonNullElse(spot.source(), ""));
    }
    var own = reference(element);
    return own != null
        ? List.of(own)
        : element.select(WITH_LINKS).stream()
            .map(Harvest::reference)
            .filter(Objects::nonNull)
            .limit(MOST_LINKS)
            .toList();
  }

  private static @Nullable String reference(Element element) {
    var name =
        switch (element.normalName()) {
          case "a", "area", "link" -> "href";
          case "iframe", "frame" -> "src";
          default -> "";
        };
    return !name.isEmpty() && element.hasAttr(name) ? element.attr(name) : null;
  }

  private void items(ItemRule rule) {
    if (!rule.on().isEmpty() && !rule.on().matches(subject.url())) {
      return;
    }
    var room = MOST_ITEMS - items.size();
    var made = rule.each() == null ? List.<Spot>of(page) : finder.find(rule.each(), page, room + 1);
    for (var spot : made.subList(0, Math.min(room, made.size()))) {
      var item = fields(rule, spot);
      if (item != null) {
        items.add(item);
      }
    }
    if (made.size() > room) {
      problems.add("more than " + MOST_ITEMS + " items: the rest was left out");
    }
  }

  /** Null if a field that is required is missing, or if all are. */
  private @Nullable Item fields(ItemRule rule, Spot spot) {
    var values = JsonNodeFactory.instance.objectNode();
    for (var field : rule.fields()) {
      var value = fields.read(field, spot);
      if (value != null) {
        values.set(field.key(), value);
      } else if (field.spec().required()) {
        problems.add(field.name() + " is required, and is not there");
        return null;
      }
    }
    return values.isEmpty() ? null : new Item(rule.name(), subject.url().text(), values);
  }
}

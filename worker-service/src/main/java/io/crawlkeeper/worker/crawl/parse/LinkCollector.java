package io.crawlkeeper.worker.crawl.parse;

import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.url.UrlParser;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** Gathers in one walk over a page what the crawl wants to know of it. */
final class LinkCollector implements NodeVisitor {
  private static final int MOST_LINKS = 10_000;
  private static final int LONGEST_TITLE = 500;
  private static final Set<String> ROBOTS_NAMES = Set.of("robots", "crawlkeeper");

  private final CrawlUrl url;
  private final boolean heedsRobots;
  private final Set<String> references = new LinkedHashSet<>();
  private @Nullable String title;
  private @Nullable String base;
  private boolean follow = true;

  LinkCollector(CrawlUrl url, boolean heedsRobots) {
    this.url = url;
    this.heedsRobots = heedsRobots;
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof Element element) {
      switch (element.normalName()) {
        case "a", "area" -> collect(element.attribute("href"));
        case "iframe", "frame" -> collect(element.attribute("src"));
        case "base" -> base(element);
        case "title" -> title(element);
        case "meta" -> meta(element);
        default -> {}
      }
    }
  }

  @Nullable String title() {
    return title;
  }

  List<CrawlUrl> links() {
    if (!follow) {
      return List.of();
    }
    var from = base == null ? url : UrlParser.resolve(url, base);
    var found = new LinkedHashSet<CrawlUrl>();
    for (var reference : references) {
      var link = UrlParser.resolve(from == null ? url : from, reference);
      if (link != null) {
        found.add(link);
      }
    }
    return List.copyOf(found);
  }

  private void collect(org.jsoup.nodes.@Nullable Attribute attribute) {
    // A reference that is only a fragment leads to this page, unless a base says otherwise.
    if (attribute != null && references.size() < MOST_LINKS) {
      references.add(attribute.getValue());
    }
  }

  private void base(Element element) {
    if (base == null && element.hasAttr("href")) {
      base = element.attr("href");
    }
  }

  private void title(Element element) {
    if (title == null && !isInSvg(element)) {
      var text = element.text().strip().replaceAll("\\s+", " ");
      title = text.isEmpty() ? null : text.substring(0, cut(text));
    }
  }

  /** Drawings have titles of their own. */
  private static boolean isInSvg(Element element) {
    var parent = element.parent();
    return parent != null && !parent.nameIs("head") && element.closest("svg") != null;
  }

  /** Never between the halves of a surrogate pair. */
  private static int cut(String text) {
    if (text.length() <= LONGEST_TITLE) {
      return text.length();
    }
    return Character.isHighSurrogate(text.charAt(LONGEST_TITLE - 1))
        ? LONGEST_TITLE - 1
        : LONGEST_TITLE;
  }

  private void meta(Element element) {
    if (heedsRobots && ROBOTS_NAMES.contains(element.attr("name").toLowerCase(Locale.ROOT))) {
      for (var directive : element.attr("content").toLowerCase(Locale.ROOT).split(",", -1)) {
        var name = directive.strip();
        follow &= !(name.equals("nofollow") || name.equals("none"));
      }
    }
  }
}

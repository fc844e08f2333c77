package io.crawlkeeper.worker.crawl.parse;

import io.crawlkeeper.results.IndexKey;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The references of one page to others. They are resolved last, as a base may come late. */
final class References {
  static final int MOST = 10_000;
  private static final int MOST_UNUSABLE = 100;

  private final CrawlUrl url;
  private final Map<String, Boolean> nofollow = new LinkedHashMap<>();
  private @Nullable String base;
  private @Nullable String canonical;
  private @Nullable Resolved resolved;
  private long leftOut;

  References(CrawlUrl url) {
    this.url = url;
  }

  void add(Element element, String name) {
    // A reference that is only a fragment leads to this page, unless a base says otherwise.
    var attribute = element.attribute(name);
    if (attribute != null) {
      add(attribute.getValue(), hasRel(element, "nofollow"));
    }
  }

  void add(String reference, boolean notToFollow) {
    if (nofollow.size() < MOST || nofollow.containsKey(reference)) {
      nofollow.merge(reference, notToFollow, Boolean::logicalAnd);
    } else {
      leftOut++;
    }
  }

  /** Of those in the head only the neighbours in a series are pages that a reader would go to. */
  void addLink(Element element) {
    if (hasRel(element, "next") || hasRel(element, "prev")) {
      add(element, "href");
    } else if (canonical == null && hasRel(element, "canonical")) {
      canonical = element.attr("href");
    }
  }

  void base(Element element) {
    if (base == null && element.hasAttr("href")) {
      base = element.attr("href");
    }
  }

  private static boolean hasRel(Element element, String value) {
    var rel = element.attr("rel");
    if (rel.isEmpty()) {
      return false;
    }
    for (var word : rel.toLowerCase(Locale.ROOT).split("\\s+", -1)) {
      if (word.equals(value)) {
        return true;
      }
    }
    return false;
  }

  CrawlUrl base() {
    return resolved().base;
  }

  List<Link> links() {
    return resolved().links;
  }

  List<Unusable> unusable() {
    return resolved().unusable;
  }

  @Nullable CrawlUrl canonical() {
    return canonical == null || canonical.isBlank()
        ? null
        : UrlParser.resolve(resolved().base, canonical);
  }

  @Nullable String complaint() {
    return leftOut == 0 ? null : "more than " + MOST + " links: " + leftOut + " left out";
  }

  private Resolved resolved() {
    var known = resolved;
    if (known == null) {
      known = resolve();
      resolved = known;
    }
    return known;
  }

  private Resolved resolve() {
    var named = base == null ? null : UrlParser.resolve(url, base);
    var from = named == null ? url : named;
    var found = new LinkedHashMap<CrawlUrl, Boolean>();
    var unusable = new LinkedHashSet<Unusable>();
    nofollow.forEach(
        (reference, notToFollow) -> {
          var link = UrlParser.resolve(from, reference);
          if (link != null) {
            found.merge(link, notToFollow, Boolean::logicalAnd);
          } else if (unusable.size() < MOST_UNUSABLE) {
            unusable.add(unusable(reference.strip()));
          }
        });
    var links = new ArrayList<Link>(found.size());
    found.forEach((link, notToFollow) -> links.add(new Link(link, notToFollow)));
    return new Resolved(from, links, List.copyOf(unusable));
  }

  private static Unusable unusable(String text) {
    return new Unusable(IndexKey.shown(text), UrlParser.fault(text));
  }

  private record Resolved(CrawlUrl base, List<Link> links, List<Unusable> unusable) {}
}

package io.crawlkeeper.worker.crawl.parse;

import io.crawlkeeper.url.CrawlUrl;
import java.time.Instant;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** Gathers in one walk over a page what the crawl wants to know of it. */
final class PageCollector implements NodeVisitor {
  private static final int LONGEST_TITLE = 500;

  private final References references;
  private final boolean heedsRobots;
  private final Instant now;
  private final SimHash simhash = new SimHash();
  private @Nullable String title;
  private Directives directives = Directives.NONE;

  PageCollector(CrawlUrl url, boolean heedsRobots, Instant now) {
    this.references = new References(url);
    this.heedsRobots = heedsRobots;
    this.now = now;
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text) {
      simhash.add(text.getWholeText());
    } else if (node instanceof Element element) {
      switch (element.normalName()) {
        case "a", "area" -> references.add(element, "href");
        case "iframe", "frame" -> references.add(element, "src");
        case "link" -> references.addLink(element);
        case "base" -> references.base(element);
        case "title" -> title(element);
        case "meta" -> meta(element);
        default -> {}
      }
    }
  }

  ParsedPage page(Content content, boolean cut) {
    return new ParsedPage(
        title,
        references.base(),
        references.links(),
        references.unusable(),
        directives,
        references.canonical(),
        content,
        simhash.text(),
        cut ? "read only to its tag " + Tags.MOST : references.complaint());
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
    if (heedsRobots && DirectiveReader.isForUs(element.attr("name").strip())) {
      directives = directives.and(DirectiveReader.ofMeta(element.attr("content"), now));
    }
    if (element.attr("http-equiv").strip().equalsIgnoreCase("refresh")) {
      refresh(element.attr("content"));
    }
  }

  /** {@code 5; url='/next'}, the number being seconds. */
  private void refresh(String content) {
    var at = content.toLowerCase(Locale.ROOT).indexOf("url=");
    if (at >= 0) {
      var reference = content.substring(at + "url=".length()).strip();
      var quote = reference.isEmpty() ? ' ' : reference.charAt(0);
      if (quote == '"' || quote == '\'') {
        var end = reference.indexOf(quote, 1);
        reference = reference.substring(1, end < 0 ? reference.length() : end);
      }
      references.add(reference, false);
    }
  }
}

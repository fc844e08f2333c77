package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.PageReader.Reading;
import io.crawlkeeper.worker.crawl.extract.Extraction;
import io.crawlkeeper.worker.crawl.extract.Extractor;
import io.crawlkeeper.worker.crawl.extract.Subject;
import io.crawlkeeper.worker.crawl.frontier.EntryKind;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.parse.Content.Html;
import io.crawlkeeper.worker.crawl.parse.Content.Json;
import io.crawlkeeper.worker.crawl.parse.Content.None;
import io.crawlkeeper.worker.crawl.parse.Content.Text;
import io.crawlkeeper.worker.crawl.parse.Content.Xml;
import io.crawlkeeper.worker.crawl.parse.Link;
import io.crawlkeeper.worker.crawl.parse.ParsedPage;
import java.util.HashMap;
import java.util.List;

/** Applies the rules of a task to pages as they are read. Safe for use by many threads. */
record Harvester(Extractor extractor, FetchListener listener) {

  /** Nothing is taken out of what is not there for its content. */
  Extraction extract(FrontierEntry entry, Reading reading) {
    var page = reading.page();
    if (entry.kind() != EntryKind.PAGE || page.content() instanceof None || extractor.isIdle()) {
      return Extraction.NONE;
    }
    var extraction = extractor.extract(subject(entry.url(), page));
    listener.extracted(extraction.items().size(), extraction.problems().size());
    return extraction;
  }

  static Subject subject(CrawlUrl url, ParsedPage page) {
    var document =
        switch (page.content()) {
          case Html(var html, _) -> html;
          case Xml(var xml, _) -> xml;
          case Json _, Text _, None _ -> null;
        };
    return new Subject(url, page.base(), document, page.content()::text);
  }

  /** The links that the rules choose; what the page asks of those that are its own still holds. */
  static List<Link> links(ParsedPage page, Extraction extraction) {
    var chosen = extraction.links();
    if (chosen == null) {
      return page.links();
    }
    var own = new HashMap<CrawlUrl, Link>();
    page.links().forEach(link -> own.put(link.url(), link));
    return chosen.stream().map(url -> own.getOrDefault(url, new Link(url, false))).toList();
  }
}

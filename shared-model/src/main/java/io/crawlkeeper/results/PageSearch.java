package io.crawlkeeper.results;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.Fingerprint;
import io.crawlkeeper.url.UrlForm;
import io.crawlkeeper.url.UrlParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pages of a run under the URLs that people give. Safe for use by many threads.
 *
 * @param form what counts as one URL to the task
 */
public record PageSearch(PageIndex index, UrlForm form) {

  /**
   * The line of a URL, in whatever spelling of those that count as one. The very spelling that is
   * given comes first: a page may redirect to another spelling of itself.
   */
  public Optional<IndexLine> find(String text) throws IOException {
    var url = UrlParser.parse(text);
    for (var spelling : spellings(text)) {
      var line = index.find(spelling);
      if (line.isPresent()) {
        return line;
      }
    }
    return url == null || !form.hasSpellings() ? Optional.empty() : likeness(form.clean(url));
  }

  /** Also as it was given: references that are no URLs are in the index as well. */
  private List<String> spellings(String text) {
    var spellings = new ArrayList<String>();
    var url = UrlParser.parse(text);
    if (url != null) {
      spellings.add(url.text());
      spellings.add(form.clean(url).text());
    }
    spellings.add(IndexKey.of(text));
    spellings.add(IndexKey.ofReference(text));
    return spellings.stream().distinct().toList();
  }

  private Optional<IndexLine> likeness(CrawlUrl url) throws IOException {
    var identity = form.identity(url);
    return index.first(form.beginning(url), key -> isOf(key, identity));
  }

  private boolean isOf(String key, Fingerprint identity) {
    var url = UrlParser.parse(key);
    return url != null && form.identity(form.clean(url)).equals(identity);
  }
}

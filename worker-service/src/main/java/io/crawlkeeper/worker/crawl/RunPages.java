package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.results.IndexKey;
import io.crawlkeeper.url.Fingerprint;
import io.crawlkeeper.url.UrlForm;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.frontier.PageLookup;
import io.crawlkeeper.worker.crawl.frontier.Sighting;
import io.crawlkeeper.worker.crawl.live.LivePages;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a frontier under the URLs, or the references that are none, that people give.
 *
 * @param form what counts as one URL to the run
 */
record RunPages(PageLookup lookup, UrlForm form) implements LivePages {

  @Override
  public @Nullable Sighting find(String url) throws IOException {
    var parsed = UrlParser.parse(url);
    if (parsed == null) {
      // As references that are no URLs are noted.
      return lookup.find(Fingerprint.of(IndexKey.ofReference(url)));
    }
    // Where a page redirects to another spelling of itself, that one has its own entry.
    var spelt = lookup.find(UrlForm.spelling(parsed));
    return spelt == null ? lookup.find(form.identity(form.clean(parsed))) : spelt;
  }

  @Override
  public Map<String, Long> queued(Collection<String> hosts) throws IOException {
    return lookup.queued(hosts);
  }
}

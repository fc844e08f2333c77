package io.crawlkeeper.worker.crawl.recrawl;

import io.crawlkeeper.results.IndexLine;
import io.crawlkeeper.results.TaskResults;
import io.crawlkeeper.results.TaskResults.StoredPage;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.fetch.Known;
import io.crawlkeeper.worker.crawl.fetch.StoredResponse;
import io.crawlkeeper.worker.crawl.fetch.Validators;
import io.crawlkeeper.worker.crawl.frontier.PageVersion;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of the last run before, as its index tells of them. Nothing is kept of them in memory.
 * A page counts only if its response is there to be read, in a run whose results stay for long:
 * without it nobody could tell where the page leads.
 */
final class EarlierPages implements Validators {
  private static final Logger log = LoggerFactory.getLogger(EarlierPages.class);

  /** A page that changes twice in a second may have the same time of change twice (RFC 9110). */
  private static final Duration BLUR = Duration.ofMinutes(1);

  private final TaskResults results;
  private final String last;
  private final Set<String> lasting;
  private final int limit;
  private final AtomicBoolean complained = new AtomicBoolean();

  /**
   * @param last id of the run whose index is asked
   * @param lasting ids of the runs whose responses may be referred to
   * @param limit bytes of a body
   */
  EarlierPages(TaskResults results, String last, Set<String> lasting, int limit) {
    this.results = results;
    this.last = last;
    this.lasting = Set.copyOf(lasting);
    this.limit = limit;
  }

  @Override
  public @Nullable Known find(CrawlUrl url) {
    try {
      var line = results.find(last, url.text()).orElse(null);
      var version = line == null ? null : version(line);
      return line == null || version == null ? null : known(line, version);
    } catch (IOException | RuntimeException e) {
      complain(e);
      return null;
    }
  }

  private @Nullable Known known(IndexLine line, PageVersion version) throws IOException {
    var page = results.holder(last, line).filter(this::isUsable).orElse(null);
    if (page == null || !results.has(page)) {
      return null;
    }
    var sure = version.before(fetched(page.line()).minus(BLUR));
    return sure == null ? null : new Known(sure.etag(), sure.lastModified(), () -> read(page));
  }

  private boolean isUsable(StoredPage page) {
    var record = page.line().json().path("page");
    return lasting.contains(page.run())
        && record.path("status").asInt(0) == 200
        && !record.has("kind")
        && !record.path("errorClass").asString("").equals("truncated");
  }

  /** Checked again, as others could have written the file. */
  private static @Nullable PageVersion version(IndexLine line) {
    var page = line.json().path("page");
    return PageVersion.of(
        page.path("etag").asString(null), page.path("lastModified").asString(null));
  }

  private static Instant fetched(IndexLine line) throws IOException {
    try {
      return Instant.parse(line.json().path("page").path("fetchedAt").asString(""));
    } catch (DateTimeParseException e) {
      throw new IOException("a line of the index has no time: " + line.url(), e);
    }
  }

  private StoredResponse read(StoredPage page) throws IOException {
    try (var stored = results.open(page).orElseThrow(() -> gone(page))) {
      var response = StoredResponse.read(stored, page.run(), limit);
      var length = page.line().json().path("page").path("length").asLong(-1);
      if (response.body().content().length != length) {
        throw new EOFException("the body of " + page.line().url() + " is another");
      }
      return response;
    } catch (IOException | RuntimeException e) {
      complain(e);
      // What others have written there can surprise the reader of WARC in many ways.
      throw new IOException("what run " + page.run() + " has stored cannot be read", e);
    }
  }

  private static IOException gone(StoredPage page) {
    return new FileNotFoundException("no response is stored of " + page.line().url());
  }

  private void complain(Exception e) {
    if (!complained.getAndSet(true)) {
      log.warn("Pages that run {} has stored are fetched in full: {}", last, e.toString());
    }
  }
}

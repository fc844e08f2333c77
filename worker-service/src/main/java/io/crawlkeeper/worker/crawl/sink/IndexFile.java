package io.crawlkeeper.worker.crawl.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crawlkeeper.results.IndexKey;
import io.crawlkeeper.results.PageIndex;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry.Refused;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry.Visited;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import io.crawlkeeper.worker.crawl.frontier.Stored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes {@code index.cdxj}: a line for each URL, {@code <url> <time> <json>}, sorted by URL byte
 * by byte. The fields of CDXJ are there as its tools expect them; {@code page} has all that is
 * known.
 */
final class IndexFile {
  private static final int BLOCK = 64 << 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);

  private final RunPlace place;

  IndexFile(RunPlace place) {
    this.place = place;
  }

  /**
   * @param entries sorted by URL
   */
  void write(Iterator<? extends IndexEntry> entries) throws IOException {
    try (var segment = place.storage().create(place.segment(PageIndex.FILE))) {
      var lines = new ByteArrayOutputStream(BLOCK + (BLOCK >> 2));
      var last = "";
      while (entries.hasNext()) {
        var entry = entries.next();
        if (!isKey(entry.url())) {
          continue;
        }
        last = ordered(last, entry.url());
        append(lines, entry);
        if (lines.size() >= BLOCK) {
          segment.write(lines.toByteArray());
          lines.reset();
        }
      }
      segment.write(lines.toByteArray());
      segment.finish();
      segment.publish();
    }
  }

  private static String ordered(String last, String url) {
    if (last.compareTo(url) > 0) {
      throw new IllegalStateException("the index is not sorted: " + url + " after " + last);
    }
    return url;
  }

  private static void append(ByteArrayOutputStream lines, IndexEntry entry) {
    var time = entry instanceof Visited(var page, _) ? time(page.fetchedAt()) : "-";
    lines.writeBytes((entry.url() + " " + time + " ").getBytes(US_ASCII));
    JsonLines.line(lines, json -> write(json, entry));
  }

  /** Others are only in frontiers that an earlier version has begun. */
  private static boolean isKey(String url) {
    return IndexKey.of(url).equals(url);
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  private static void write(JsonGenerator json, IndexEntry entry) {
    json.writeStartObject();
    switch (entry) {
      case Visited(var page, var stored) -> visited(json, page, stored);
      case Refused(var url, var reason, var referrer) -> {
        PageJson.text(json, "url", url);
        PageJson.text(json, "refused", reason);
        PageJson.text(json, "referrer", referrer);
      }
    }
    json.writeEndObject();
  }

  private static void visited(JsonGenerator json, PageRecord page, @Nullable Stored stored) {
    PageJson.text(json, "url", page.url());
    var since = page.marks().unchangedSince();
    PageJson.text(json, "mime", since == null ? mime(page.type()) : "warc/revisit");
    PageJson.text(json, "status", page.status() == null ? null : page.status().toString());
    PageJson.text(json, "digest", page.sha256() == null ? null : "sha256:" + page.sha256());
    if (stored != null) {
      PageJson.text(json, "filename", stored.segment());
      PageJson.text(json, "offset", Long.toString(stored.offset()));
      PageJson.text(json, "length", Long.toString(stored.length()));
    }
    json.writeName("page");
    PageJson.write(json, page);
  }

  private static @Nullable String mime(@Nullable String type) {
    var end = type == null ? -1 : type.indexOf(';');
    return type == null ? null : type.substring(0, end < 0 ? type.length() : end).strip();
  }
}

package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.worker.crawl.frontier.EntryKind;
import io.crawlkeeper.worker.crawl.frontier.Marks;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import io.crawlkeeper.znode.ZnodeCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** The record of a page as JSON; fields without a value are left out. */
public final class PageJson {

  private PageJson() {}

  /** As it stands in the results. */
  public static JsonNode of(PageRecord page) {
    return ZnodeCodec.mapper().readTree(JsonLines.value(json -> write(json, page)));
  }

  static void write(JsonGenerator json, PageRecord page) {
    json.writeStartObject();
    text(json, "url", page.url());
    number(json, "status", page.status());
    json.writeNumberProperty("depth", page.depth());
    text(json, "title", page.title());
    text(json, "type", page.type());
    number(json, "length", page.length());
    text(json, "sha256", page.sha256());
    text(json, "fetchedAt", page.fetchedAt().toString());
    text(json, "location", page.location());
    text(json, "referrer", page.referrer());
    text(json, "error", page.error());
    var version = page.version();
    if (version != null) {
      text(json, "etag", version.etag());
      text(json, "lastModified", version.lastModified());
    }
    marks(json, page.marks());
    json.writeEndObject();
  }

  private static void marks(JsonGenerator json, Marks marks) {
    if (marks.kind() != EntryKind.PAGE) {
      text(json, "kind", marks.kind().name());
    }
    text(json, "errorClass", marks.errorClass());
    text(json, "unchangedSince", marks.unchangedSince());
    text(json, "simhash", marks.simhash());
    text(json, "duplicateOf", marks.duplicateOf());
    text(json, "nearDuplicateOf", marks.nearDuplicateOf());
    text(json, "canonical", marks.canonical());
    if (marks.noindex()) {
      json.writeBooleanProperty("noindex", true);
    }
  }

  static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, @Nullable Number value) {
    if (value != null) {
      json.writeNumberProperty(name, value.longValue());
    }
  }
}

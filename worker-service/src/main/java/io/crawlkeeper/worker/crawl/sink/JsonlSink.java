package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.frontier.EntryKind;
import io.crawlkeeper.worker.crawl.frontier.Marks;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One line of JSON a page, in {@code pages.jsonl}; fields without a value are left out. */
public final class JsonlSink implements Sink {
  public static final String FILE = "pages.jsonl";

  private static final JsonFactory JSON = new JsonFactory();

  private final DurableFile file;

  /** Opens the file in {@code folder}. */
  public JsonlSink(Path folder) throws IOException {
    file = new DurableFile(folder.resolve(FILE));
  }

  @Override
  public byte[] encode(PageRecord page, @Nullable Received exchange) {
    var line = new ByteArrayOutputStream(512);
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      fields(json, page);
      json.writeEndObject();
    }
    line.write('\n');
    return line.toByteArray();
  }

  private static void fields(JsonGenerator json, PageRecord page) {
    text(json, "url", page.url());
    if (page.status() != null) {
      json.writeNumberProperty("status", page.status());
    }
    json.writeNumberProperty("depth", page.depth());
    text(json, "title", page.title());
    text(json, "type", page.type());
    if (page.length() != null) {
      json.writeNumberProperty("length", page.length());
    }
    text(json, "sha256", page.sha256());
    text(json, "fetchedAt", page.fetchedAt().toString());
    text(json, "location", page.location());
    text(json, "referrer", page.referrer());
    text(json, "error", page.error());
    marks(json, page.marks());
  }

  private static void marks(JsonGenerator json, Marks marks) {
    if (marks.kind() != EntryKind.PAGE) {
      text(json, "kind", marks.kind().name());
    }
    text(json, "simhash", marks.simhash());
    text(json, "duplicateOf", marks.duplicateOf());
    text(json, "canonical", marks.canonical());
    if (marks.noindex()) {
      json.writeBooleanProperty("noindex", true);
    }
  }

  private static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  @Override
  public void write(byte[] encoded) throws IOException {
    file.write(encoded);
  }

  @Override
  public void flush() throws IOException {
    file.flush();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

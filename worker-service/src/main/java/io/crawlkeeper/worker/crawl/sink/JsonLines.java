package io.crawlkeeper.worker.crawl.sink;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Lines of JSON. */
final class JsonLines {
  private static final JsonMapper MAPPER = JsonMapper.builder(new JsonFactory()).build();

  private JsonLines() {}

  /** One value without the end of its line. */
  static byte[] value(Consumer<JsonGenerator> content) {
    var line = new ByteArrayOutputStream(512);
    append(line, content);
    return line.toByteArray();
  }

  /** Appends one line. */
  static void line(ByteArrayOutputStream lines, Consumer<JsonGenerator> content) {
    append(lines, content);
    lines.write('\n');
  }

  private static void append(ByteArrayOutputStream lines, Consumer<JsonGenerator> content) {
    try (var json = MAPPER.createGenerator(lines)) {
      content.accept(json);
    }
  }
}

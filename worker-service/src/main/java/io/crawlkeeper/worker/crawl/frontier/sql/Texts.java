package io.crawlkeeper.worker.crawl.frontier.sql;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What goes into columns of text. */
final class Texts {

  /** In ASCII: a page can hold characters that a database does not take. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(include -> include.withValueInclusion(Include.NON_NULL))
          .build();

  private Texts() {}

  static String json(PageRecord page) {
    return JSON.writeValueAsString(page);
  }

  static PageRecord page(String json) {
    return JSON.readValue(json, PageRecord.class);
  }

  /** PostgreSQL takes no NUL. */
  static @Nullable String clean(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }
}

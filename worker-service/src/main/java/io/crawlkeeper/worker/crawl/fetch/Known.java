package io.crawlkeeper.worker.crawl.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A page as an earlier run has stored it: the site can be asked to send it only if it has changed.
 *
 * @param etag as sent then; null if none was
 * @param lastModified as sent then; null if that was not
 * @param original what was stored
 */
public record Known(@Nullable String etag, @Nullable String lastModified, Original original) {

  /** Whether an answer that says "not modified" can be about this version. */
  public boolean isMeantBy(HttpHead notModified) {
    var named = notModified.first("ETag");
    return etag == null || named == null || opaque(named).equals(opaque(etag));
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  /** Where the page is stored. */
  @FunctionalInterface
  public interface Original {

    /**
     * Reads it; blocks.
     *
     * @throws IOException if it is gone, or cannot be read
     */
    StoredResponse read() throws IOException;
  }
}

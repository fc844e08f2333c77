package io.crawlkeeper.results;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the index of a run tells of a URL.
 *
 * @param json fields of CDXJ, and {@code page} with the record of the page; or {@code refused} with
 *     the reason why the URL was not taken
 */
public record IndexLine(String url, JsonNode json) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static IndexLine read(String line) throws IOException {
    var start = line.indexOf('{');
    try {
      return new IndexLine(key(line), JSON.readTree(line.substring(Math.max(0, start))));
    } catch (JacksonException e) {
      throw new IOException("a line of the index cannot be read: " + key(line), e);
    }
  }

  /** All before the first blank. */
  static String key(String line) {
    var end = line.indexOf(' ');
    return end < 0 ? line : line.substring(0, end);
  }

  /**
   * Id of the earlier run that has stored the response, which the run has found unchanged; empty if
   * that is not so.
   */
  public String unchangedSince() {
    return json.path("page").path("unchangedSince").asString("");
  }

  /** Whether the response of the URL is stored in a WARC file of the run. */
  public boolean hasBody() {
    return segment().endsWith(".warc.gz") && unchangedSince().isEmpty();
  }

  /** Name of the file that holds the record; empty if none does. */
  public String segment() {
    return json.path("filename").asString("");
  }

  /** In bytes. */
  public long offset() {
    return json.path("offset").asLong(0);
  }

  /** In bytes. */
  public long length() {
    return json.path("length").asLong(0);
  }
}

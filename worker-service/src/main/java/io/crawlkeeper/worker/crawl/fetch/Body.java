package io.crawlkeeper.worker.crawl.fetch;

import java.util.Arrays;

/**
 * A body of a response. The arrays are shared, not copied: nobody may change them.
 *
 * @param raw as received, without Transfer-Encoding
 * @param content without Content-Encoding; the same array as {@code raw} if it has none, or one
 *     that we did not ask for
 * @param truncated whether either was cut at the limit
 * @param readable whether {@code content} is really without any encoding
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and copies would cost.
public record Body(byte[] raw, byte[] content, boolean truncated, boolean readable) {

  /** The content without a last line of which the end was cut off. */
  public byte[] wholeLines() {
    var end = content.length;
    if (truncated) {
      while (end > 0 && content[end - 1] != '\n' && content[end - 1] != '\r') {
        end--;
      }
    }
    return end == content.length ? content : Arrays.copyOf(content, end);
  }
}

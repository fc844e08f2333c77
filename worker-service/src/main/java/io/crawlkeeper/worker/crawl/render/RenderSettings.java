package io.crawlkeeper.worker.crawl.render;

import io.crawlkeeper.worker.crawl.fetch.AddressGuard;
import java.nio.file.Path;

/**
 * How a worker renders, whatever the task.
 *
 * @param chromium the browser's program
 * @param browsers how many pages are rendered at once
 * @param userAgent sent with each request
 * @param guard of the addresses that the browser may load from
 * @param maxBytes that a page may load besides itself
 */
public record RenderSettings(
    Path chromium, int browsers, String userAgent, AddressGuard guard, long maxBytes) {

  public static final long DEFAULT_MAX_BYTES = 50 << 20;

  public RenderSettings {
    if (browsers < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("a renderer needs at least 1 browser and 1 byte");
    }
  }
}

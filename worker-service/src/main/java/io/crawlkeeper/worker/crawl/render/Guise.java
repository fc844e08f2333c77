package io.crawlkeeper.worker.crawl.render;

import io.crawlkeeper.worker.crawl.fetch.KeptCookie;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As whom a browser asks for what a page loads. Its text does not tell what may be secret.
 *
 * @param userAgent null for that of the worker
 * @param fields of requests to the origin of the page, and of no others
 * @param cookies for the host of the page, and for no other
 */
public record Guise(
    @Nullable String userAgent, Map<String, String> fields, List<KeptCookie> cookies) {

  public static final Guise NONE = new Guise(null, Map.of(), List.of());

  public Guise {
    fields = Map.copyOf(fields);
    cookies = List.copyOf(cookies);
  }

  @Override
  public String toString() {
    return "with " + fields.keySet() + " and " + cookies;
  }
}

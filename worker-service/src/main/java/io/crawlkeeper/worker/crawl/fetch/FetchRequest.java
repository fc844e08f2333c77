package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.fetch.HttpHead.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for, and how. Its text does not tell its fields, as these may hold secrets.
 *
 * @param fields of the request; where there is none of that name, the worker's own User-Agent,
 *     Accept and Accept-Encoding are added
 * @param types of content that are wanted
 * @param cookies null if none are kept
 * @param proxy null if the server is asked directly
 */
public record FetchRequest(
    CrawlUrl url,
    List<Field> fields,
    FetchLimits limits,
    TypeFilter types,
    @Nullable CookieJar cookies,
    @Nullable Proxy proxy) {

  public FetchRequest {
    fields = List.copyOf(fields);
  }

  /** One without anything special. */
  public static FetchRequest plain(CrawlUrl url, FetchLimits limits) {
    return new FetchRequest(url, List.of(), limits, TypeFilter.ALL, null, null);
  }

  boolean has(String name) {
    return fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
  }

  boolean isConditional() {
    return has("If-None-Match") || has("If-Modified-Since");
  }

  @Override
  public String toString() {
    return "GET " + url;
  }
}

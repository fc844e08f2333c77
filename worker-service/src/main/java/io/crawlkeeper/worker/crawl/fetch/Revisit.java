package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Unchanged;
import io.crawlkeeper.worker.crawl.fetch.HttpHead.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A site has said that a page is as an earlier run has stored it.
 *
 * @param answer of the site
 */
public record Revisit(Unchanged answer, StoredResponse original) implements Exchange {
  private static final int OK = 200;

  /** Of the body and the connection, which are not those of then (RFC 9111, 3.2). */
  private static final Set<String> KEPT =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "transfer-encoding");

  /** The response as the site would have sent it in full. */
  public Received whole() {
    var head = new HttpHead(original.head().startLine(), fields());
    return new Received(answer.request(), head, OK, original.body());
  }

  private List<Field> fields() {
    var renewed = answer.response().fields().stream().filter(field -> !isKept(field)).toList();
    var names = new HashSet<String>();
    renewed.forEach(field -> names.add(name(field)));
    var fields = new ArrayList<Field>();
    original.head().fields().stream()
        .filter(field -> !names.contains(name(field)))
        .forEach(fields::add);
    fields.addAll(renewed);
    return fields;
  }

  private static boolean isKept(Field field) {
    return KEPT.contains(name(field));
  }

  private static String name(Field field) {
    return field.name().toLowerCase(Locale.ROOT);
  }
}

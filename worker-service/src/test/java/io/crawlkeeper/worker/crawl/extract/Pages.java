package io.crawlkeeper.worker.crawl.extract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.znode.ZnodeCodec;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Pages, and rules as users write them but for the quotes. */
final class Pages {
  static final CrawlUrl URL =
      Objects.requireNonNull(UrlParser.parse("https://shop.example/books/list.html"));

  private Pages() {}

  static Subject html(String text) {
    return new Subject(URL, URL, Jsoup.parse(text, URL.text()), () -> text);
  }

  static Subject plain(String text) {
    return new Subject(URL, URL, null, () -> text);
  }

  static ExtractSpec rules(String json) {
    return ZnodeCodec.decode(json.replace('\'', '"').getBytes(UTF_8), ExtractSpec.class);
  }

  static Extraction extract(String rules, Subject subject) {
    return extract(rules, subject, System::nanoTime);
  }

  static Extraction extract(String rules, Subject subject, LongSupplier ticker) {
    return Extractor.of(rules(rules), ticker).extract(subject);
  }

  /** What one field, given as JSON, takes out of a page; null if nothing. */
  static @Nullable String field(String field, Subject subject) {
    var items = extract(oneField(field), subject).items();
    return items.isEmpty()
        ? null
        : items.getFirst().fields().get("f").toString().replace('"', '\'');
  }

  static String oneField(String field) {
    return "{'items': [{'name': 'i', 'fields': {'f': " + field + "}}]}";
  }
}

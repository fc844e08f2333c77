package io.crawlkeeper.worker.crawl.parse;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code Link} fields of responses (RFC 8288), as far as they name an original. */
public final class LinkFields {
  private static final int LONGEST = 8_192;

  /** A target, and its parameters up to the next target. */
  private static final Pattern LINK = Pattern.compile("<([^<>]*)>([^<]*)");

  private static final Pattern CANONICAL =
      Pattern.compile("(?i);\\s*rel\\s*=\\s*(?:\"(?:[^\"]*\\s)?canonical[\"\\s]|canonical\\b)");

  private LinkFields() {}

  /**
   * The URL of the original of {@code page}.
   *
   * @param fields their values
   * @return null if none is named
   */
  public static @Nullable CrawlUrl canonical(List<String> fields, CrawlUrl page) {
    for (var field : fields) {
      if (field.length() <= LONGEST && field.toLowerCase(Locale.ROOT).contains("canonical")) {
        var links = LINK.matcher(field);
        while (links.find()) {
          if (CANONICAL.matcher(links.group(2)).find()) {
            return UrlParser.resolve(page, links.group(1));
          }
        }
      }
    }
    return null;
  }
}

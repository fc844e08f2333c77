package io.crawlkeeper.worker.crawl.extract;

import io.crawlkeeper.model.ExtractSpec.FieldSpec;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import java.math.BigDecimal;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads texts as what a field wants.
 *
 * @param base what URLs are relative to
 */
record Values(CrawlUrl base) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MOST_DIGITS = 100;

  /**
   * @throws Unreadable if it cannot be read as that
   */
  JsonNode read(FieldSpec.Type type, String text) {
    return switch (type) {
      case STRING -> NODES.stringNode(text);
      case NUMBER -> NODES.numberNode(Numbers.read(text));
      case INTEGER -> NODES.numberNode(integer(Numbers.read(text)).toBigIntegerExact());
      case BOOLEAN -> NODES.booleanNode(flag(text));
      case URL -> NODES.stringNode(url(text));
      case DATE -> NODES.stringNode(Dates.read(text));
      case JSON -> json(text);
    };
  }

  private static BigDecimal integer(BigDecimal number) {
    var plain = number.stripTrailingZeros();
    if (plain.scale() > 0 || plain.precision() - plain.scale() > MOST_DIGITS) {
      throw new Unreadable("is no whole number");
    }
    return plain;
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw new Unreadable("is neither true nor false");
    };
  }

  private String url(String text) {
    var url = UrlParser.resolve(base, text);
    if (url == null) {
      throw new Unreadable("is no URL of http or https");
    }
    return url.text();
  }

  private static JsonNode json(String text) {
    try {
      return Page.JSON.readTree(text);
    } catch (JacksonException e) {
      throw new Unreadable("is no JSON");
    }
  }
}

package io.crawlkeeper.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is taken out of pages, and which of their links are followed.
 *
 * @param items kinds of items; a page can give items of several
 * @param follow rules of which one has to name a link for it to be followed; if no rule is for the
 *     page, all its links are
 */
public record ExtractSpec(List<ItemSpec> items, List<FollowSpec> follow) {

  public static final ExtractSpec NONE = new ExtractSpec(List.of(), List.of());

  public ExtractSpec {
    items = List.copyOf(items);
    follow = List.copyOf(follow);
  }

  /** Where in a page something is found: exactly one of these is given. */
  public enum Language {
    /** A CSS selector. */
    CSS,
    /** An XPath 1.0 expression. */
    XPATH,
    /** A regular expression of RE2 over the page's text as received; its first group, if any. */
    REGEX,
    /** A JSONPath (RFC 9535) of a body that is JSON. */
    JSONPATH
  }

  /**
   * @param expression in the language
   */
  public record Selector(Language language, String expression) {}

  /**
   * A kind of items.
   *
   * @param name of the kind
   * @param on patterns of which a page's URL has to match one; empty means all pages
   * @param each what an item is made from; null makes one item of the whole page
   * @param fields by name, in the order in which they were given
   */
  public record ItemSpec(
      String name, List<String> on, @Nullable Selector each, Map<String, FieldSpec> fields) {
    public ItemSpec {
      on = List.copyOf(on);
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /**
   * A field of an item.
   *
   * @param selector null takes the element itself that the item is made from
   * @param take {@code text}, {@code html}, or the name of an attribute after an {@code @}; of CSS
   *     and XPath only
   * @param list whether all that is found is taken, and not just the first
   * @param required whether there is no item without it
   * @param type what the text found is read as
   */
  public record FieldSpec(
      @Nullable Selector selector, String take, boolean list, boolean required, Type type) {
    /** What a text is read as; what cannot be read counts as not found. */
    public enum Type {
      STRING,
      INTEGER,
      /** With a point or comma, currency signs and the like around it left out. */
      NUMBER,
      BOOLEAN,
      /** Made absolute with the URL of the page. */
      URL,
      /** An ISO 8601 date or time, or one of the common forms of HTTP. */
      DATE,
      /** Any JSON; of JSONPath only. */
      JSON
    }
  }

  /**
   * Which links of a page are followed.
   *
   * @param on patterns of which the page's URL has to match one; empty means all pages
   * @param selector elements whose links are followed, or that hold such elements; CSS or XPath, or
   *     JSONPath of the URLs in a body that is JSON
   */
  public record FollowSpec(List<String> on, Selector selector) {
    public FollowSpec {
      on = List.copyOf(on);
    }
  }
}

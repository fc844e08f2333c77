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

  /** Null counts as empty. */
  public ExtractSpec(@Nullable List<ItemSpec> items, @Nullable List<FollowSpec> follow) {
    this.items = items == null ? List.of() : List.copyOf(items);
    this.follow = follow == null ? List.of() : List.copyOf(follow);
  }

  /** How an expression says where something is found. */
  public enum Language {
    /** A CSS selector, as jsoup knows them. */
    CSS,
    /** An XPath 1.0 expression. */
    XPATH,
    /** A regular expression of RE2 over the page's text as received; its first group, if any. */
    REGEX,
    /**
     * A JSONPath of a body that is JSON, or of the list of the blocks of JSON-LD in a page of HTML.
     */
    JSONPATH;

    /** The name of the field that holds an expression of this language. */
    public String key() {
      return Words.of(this);
    }
  }

  /**
   * Where something is found.
   *
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
   * @param selector null takes what the item is made from
   * @param take {@link #TEXT}, {@link #HTML}, {@link #OUTER_HTML}, or the name of an attribute
   *     after an {@code @}; of elements only
   * @param match a regular expression of RE2: the text is what it finds in the text, or what its
   *     first group does; null means the whole text
   * @param list whether all that is found is taken, and not just the first
   * @param required whether there is no item without it
   * @param type what the text found is read as
   */
  public record FieldSpec(
      @Nullable Selector selector,
      String take,
      @Nullable String match,
      boolean list,
      boolean required,
      Type type) {

    /** What is seen of an element, with white space made single blanks. */
    public static final String TEXT = "text";

    /** What is inside of an element, as markup. */
    public static final String HTML = "html";

    /** An element with its own tags, as markup. */
    public static final String OUTER_HTML = "outer-html";

    /** The text of what a selector finds first. */
    public static FieldSpec text(Selector selector) {
      return new FieldSpec(selector, TEXT, null, false, false, Type.STRING);
    }

    /** What a text is read as; what cannot be read counts as not found. */
    public enum Type {
      STRING,
      /** As {@link #NUMBER}, and without a fraction. */
      INTEGER,
      /** The one number in the text; currency signs and words around it are left out. */
      NUMBER,
      BOOLEAN,
      /** Made absolute with the URL of the page, and normal. */
      URL,
      /** An ISO 8601 date or time, or one of the forms of HTTP. */
      DATE,
      /** Any JSON. */
      JSON
    }
  }

  /**
   * Which links of a page are followed.
   *
   * @param on patterns of which the page's URL has to match one; empty means all pages
   * @param selector elements whose links are followed, or that hold such elements; or URLs as texts
   * @param priority of these links: higher ones come first within their host; from {@link
   *     #LEAST_PRIORITY} to {@link #MOST_PRIORITY}, 0 is that of a plain link
   */
  public record FollowSpec(List<String> on, Selector selector, int priority) {
    public static final int LEAST_PRIORITY = -100;
    public static final int MOST_PRIORITY = 100;

    public FollowSpec {
      on = List.copyOf(on);
    }

    /** A rule for links like any others. */
    public FollowSpec(List<String> on, Selector selector) {
      this(on, selector, 0);
    }
  }
}

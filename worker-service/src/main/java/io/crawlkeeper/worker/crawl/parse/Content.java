package io.crawlkeeper.worker.crawl.parse;

import java.nio.charset.Charset;
import org.jsoup.nodes.Document;

/** A body, read as what it is. Nobody may change the documents: they are shared. */
public sealed interface Content {
  /** As text; empty if it is none. */
  default String text() {
    return "";
  }

  /** An HTML page, XHTML included. */
  record Html(Document document, Text source) implements Content {
    @Override
    public String text() {
      return source.text();
    }
  }

  /** Any other XML, its elements and attributes with their prefixes. */
  record Xml(Document document, Text source) implements Content {
    @Override
    public String text() {
      return source.text();
    }
  }

  /** JSON by its type; it may be malformed. */
  record Json(Text source) implements Content {
    @Override
    public String text() {
      return source.text();
    }
  }

  /**
   * Any other text.
   *
   * @param bytes are not copied: nobody may change them
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and copies would cost.
  record Text(byte[] bytes, Charset charset) implements Content {
    /** Decoded anew at each call; what is no text in the charset becomes U+FFFD. */
    @Override
    public String text() {
      return new String(bytes, charset);
    }
  }

  /** Nothing that can be read. */
  record None() implements Content {}
}

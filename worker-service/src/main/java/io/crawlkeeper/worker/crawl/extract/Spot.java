package io.crawlkeeper.worker.crawl.extract;

import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Where an expression looks, and what it finds. */
sealed interface Spot permits Page, Spot.OfElement, Spot.OfText, Spot.OfJson {

  /** Null where there are no elements. */
  @Nullable Element element();

  /** What a regular expression looks at; null where there is no text. */
  @Nullable String source();

  /** Null where there is no JSON. */
  @Nullable JsonNode json();

  record OfElement(Element element) implements Spot {
    @Override
    public String source() {
      return element.outerHtml();
    }

    @Override
    public @Nullable JsonNode json() {
      return null;
    }
  }

  record OfText(String source) implements Spot {
    @Override
    public @Nullable Element element() {
      return null;
    }

    @Override
    public @Nullable JsonNode json() {
      return null;
    }
  }

  record OfJson(JsonNode json) implements Spot {
    @Override
    public @Nullable Element element() {
      return null;
    }

    @Override
    public @Nullable String source() {
      return null;
    }
  }
}

package io.crawlkeeper.worker.crawl.extract;

import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The whole of a page. What only some rules look at is read when one does. One thread. */
final class Page implements Spot {
  private static final int DEEPEST = 200;

  /**
   * For whatever comes from a page: deep nesting is refused, fractions stay as they are written.
   */
  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Subject subject;
  private final Problems problems;
  private @Nullable String source;
  private @Nullable JsonNode json;

  Page(Subject subject, Problems problems) {
    this.subject = subject;
    this.problems = problems;
  }

  @Override
  public @Nullable Document element() {
    return subject.document();
  }

  @Override
  public String source() {
    if (source == null) {
      source = subject.text().get();
    }
    return source;
  }

  /** The body, or the list of the blocks of JSON-LD of a page; missing if it cannot be read. */
  @Override
  public JsonNode json() {
    if (json == null) {
      var document = subject.document();
      json = document == null ? parse(source(), "the body") : linkedData(document);
    }
    return json;
  }

  private ArrayNode linkedData(Document document) {
    var blocks = JsonNodeFactory.instance.arrayNode();
    for (var script : document.getElementsByTag("script")) {
      if (script.attr("type").strip().equalsIgnoreCase("application/ld+json")) {
        var block = parse(script.data(), "a block of JSON-LD");
        if (!block.isMissingNode()) {
          blocks.add(block);
        }
      }
    }
    return blocks;
  }

  private JsonNode parse(String text, String what) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      problems.add(what + " is no JSON: " + e.getOriginalMessage());
      return JsonNodeFactory.instance.missingNode();
    }
  }
}

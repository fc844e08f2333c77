package io.crawlkeeper.master.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents that are right but for one field, and what is found in them. */
final class Documents {

  private Documents() {}

  static void assertRefused(JsonNode document, String pointer, String detail) {
    assertThat(findings(document))
        .anySatisfy(
            finding -> {
              assertThat(finding.pointer()).isEqualTo(pointer);
              assertThat(finding.detail()).contains(detail);
            });
  }

  static List<Finding> findings(JsonNode document) {
    return catchThrowableOfType(InvalidTask.class, () -> TaskReader.read(document)).findings();
  }

  /** A task that is right but for the field. */
  static JsonNode task(String field) {
    var right = json("{'name':'a','spec':{'crawl':{'seeds':['https://e.org/']}}}");
    return overlay(right, json("{" + field + "}"));
  }

  static JsonNode crawl(String field) {
    var crawl = overlay(json("{'seeds':['https://e.org/']}"), json("{" + field + "}"));
    return json("{'name':'a','spec':{'crawl':" + crawl + "}}");
  }

  static JsonNode spec(String field) {
    var spec = overlay(json("{'crawl':{'seeds':['https://e.org/']}}"), json("{" + field + "}"));
    return json("{'name':'a','spec':" + spec + "}");
  }

  private static JsonNode overlay(JsonNode right, JsonNode fields) {
    return ((ObjectNode) right).setAll((ObjectNode) fields);
  }

  static JsonNode json(String text) {
    return JsonText.parse(text.replace('\'', '"').getBytes(UTF_8));
  }
}

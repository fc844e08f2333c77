package io.crawlkeeper.master.web;

import io.crawlkeeper.master.task.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error as users see it: problem details of RFC 9457, with a {@code code} and the single {@code
 * errors}. {@link Problems} makes them.
 *
 * @param detail a sentence or two for people
 * @param headers to be answered with it
 */
public record Problem(
    ProblemCode code, String detail, List<Fault> faults, Map<String, String> headers) {

  static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    faults = List.copyOf(faults);
    headers = Map.copyOf(headers);
  }

  public int status() {
    return code.status();
  }

  ObjectNode json() {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "urn:crawlkeeper:problem:" + code.word())
            .put("title", code.title())
            .put("status", code.status())
            .put("detail", detail)
            .put("code", code.word());
    if (!faults.isEmpty()) {
      var errors = json.putArray("errors");
      faults.forEach(
          fault ->
              errors.addObject().put(fault.kind(), fault.place()).put("detail", fault.detail()));
    }
    return json;
  }

  Answer answer() {
    var all = new HashMap<>(headers);
    all.put("Content-Type", MEDIA_TYPE);
    return new Answer(status(), all, JsonText.write(json()));
  }
}

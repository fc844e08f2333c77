package io.crawlkeeper.master.web;

import io.crawlkeeper.master.task.JsonText;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What goes back to the user, whichever master made it. */
final class Answer {

  private static final byte[] NOTHING = {};

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  Answer(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  static Answer of(int status, JsonNode json) {
    return new Answer(status, Map.of("Content-Type", "application/json"), JsonText.write(json));
  }

  static Answer noContent() {
    return new Answer(204, Map.of(), NOTHING);
  }

  Answer with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** Not copied: nobody changes it. */
  byte[] body() {
    return body;
  }

  boolean succeeded() {
    return status < 300;
  }

  /** Whether this is the problem of that code. */
  boolean is(ProblemCode code) {
    if (status != code.status() || !Problem.MEDIA_TYPE.equals(headers.get("Content-Type"))) {
      return false;
    }
    try {
      return JsonText.parse(body).path("code").asString("").equals(code.word());
    } catch (RuntimeException e) {
      return false;
    }
  }
}

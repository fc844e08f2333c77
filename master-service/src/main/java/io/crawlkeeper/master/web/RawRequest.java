package io.crawlkeeper.master.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** A write as it came over the wire, so that it can be sent to the leader as it is. */
final class RawRequest {

  static final String OPERATION = "Crawlkeeper-Operation";
  static final String FORWARDED = "Crawlkeeper-Forwarded";
  static final int TASK_BYTES = 64 * 1024;
  static final int BATCH_BYTES = 16 * 1024 * 1024;

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final List<String> PASSED =
      List.of("Content-Type", "Accept", "If-Match", "If-None-Match", "Idempotency-Key");

  private final String method;
  private final String target;
  private final Map<String, String> headers;
  private final byte[] body;
  private final String operation;
  private final boolean forwarded;

  private RawRequest(HttpServletRequest request, byte[] body) {
    this.method = request.getMethod();
    var query = request.getQueryString();
    this.target = request.getRequestURI() + (query == null ? "" : "?" + query);
    this.headers = headers(request);
    this.body = body;
    this.operation = operation(request);
    this.forwarded = request.getHeader(FORWARDED) != null;
  }

  /**
   * Reads the body, but no more than {@code most} bytes, however long the client says it is.
   *
   * @throws Refusal if it is longer, or compressed
   */
  static RawRequest read(HttpServletRequest request, int most) throws IOException {
    var encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new Refusal(Problems.ofStatus(415));
    }
    var body = request.getInputStream().readNBytes(most + 1);
    if (body.length > most) {
      throw new Refusal(
          Problems.tooLarge("The body is larger than %d KiB.".formatted(most / 1024)));
    }
    return new RawRequest(request, body);
  }

  static RawRequest withoutBody(HttpServletRequest request) {
    return new RawRequest(request, new byte[0]);
  }

  private static Map<String, String> headers(HttpServletRequest request) {
    var headers = new TreeMap<String, String>();
    for (var name : PASSED) {
      var values = Collections.list(request.getHeaders(name));
      if (!values.isEmpty()) {
        headers.put(name, String.join(", ", values));
      }
    }
    return headers;
  }

  private static String operation(HttpServletRequest request) {
    var given = request.getHeader(OPERATION);
    return given != null && UUID_FORM.matcher(given).matches()
        ? given
        : UUID.randomUUID().toString();
  }

  String method() {
    return method;
  }

  /** Path and query. */
  String target() {
    return target;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** Not copied: nobody changes it. */
  byte[] body() {
    return body;
  }

  /** The same for each try of this request, on whatever master. */
  String operation() {
    return operation;
  }

  /** Whether it came from another master, and therefore must not go to a third. */
  boolean forwarded() {
    return forwarded;
  }
}

package io.crawlkeeper.master.web;

import static io.crawlkeeper.master.web.Client.JSON;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;

/** A request and what has to come back; {@code place} is of the first fault, if it has any. */
record BadRequest(
    String method,
    String target,
    BodyPublisher body,
    List<String> headers,
    int status,
    String code,
    String place) {

  @Override
  public String toString() {
    return method + " " + target + " " + headers + " -> " + status + " " + code + " " + place;
  }

  static final String TASKS = "/api/v1/tasks";
  static final String BATCH = "/api/v1/tasks:batch";
  static final String THERE = TASKS + "/there";

  static BadRequest post(String body, int status, String code, String place) {
    return body("POST", TASKS, body.getBytes(UTF_8), status, code, place);
  }

  static BadRequest batch(String body, int status, String code, String place) {
    return body("POST", BATCH, body.getBytes(UTF_8), status, code, place);
  }

  static BadRequest put(String target, String body, int status, String code, String place) {
    return body("PUT", target, body.getBytes(UTF_8), status, code, place);
  }

  static BadRequest patch(String target, String body, int status, String code, String place) {
    return body("PATCH", target, body.getBytes(UTF_8), status, code, place);
  }

  static BadRequest body(
      String method, String target, byte[] body, int status, String code, String place) {
    var bytes = BodyPublishers.ofByteArray(body);
    return bad(method, target, bytes, List.of("Content-Type", JSON), status, code, place);
  }

  static BadRequest write(
      String method, String target, List<String> headers, int status, String code, String place) {
    var name = target.substring(target.lastIndexOf('/') + 1);
    return bad(method, target, text(Client.task(name)), headers, status, code, place);
  }

  static BadRequest get(String target, int status, String code, String place) {
    return bad("GET", target, none(), List.of(), status, code, place);
  }

  static BadRequest delete(
      String target, List<String> headers, int status, String code, String place) {
    return bad("DELETE", target, none(), headers, status, code, place);
  }

  static BadRequest bad(
      String method,
      String target,
      BodyPublisher body,
      List<String> headers,
      int status,
      String code) {
    return bad(method, target, body, headers, status, code, "");
  }

  static BadRequest bad(
      String method,
      String target,
      BodyPublisher body,
      List<String> headers,
      int status,
      String code,
      String place) {
    return new BadRequest(method, target, body, headers, status, code, place);
  }

  static List<String> with(List<String> headers, String name, String value) {
    var all = new ArrayList<>(headers);
    all.add(name);
    all.add(value);
    return all;
  }

  static BodyPublisher none() {
    return BodyPublishers.noBody();
  }

  static BodyPublisher text(String text) {
    return BodyPublishers.ofString(text);
  }

  static BodyPublisher chunked(int length) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[length]));
  }
}

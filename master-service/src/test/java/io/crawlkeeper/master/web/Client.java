package io.crawlkeeper.master.web;

import io.crawlkeeper.master.task.JsonText;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** Speaks HTTP with one master. */
final class Client {

  static final String JSON = "application/json";

  private final HttpClient http = HttpClient.newHttpClient();
  private final FakeMaster master;

  Client(FakeMaster master) {
    this.master = master;
  }

  /** A task with nothing but what it needs. */
  static String task(String name) {
    return "{\"name\":\"" + name + "\",\"spec\":{\"crawl\":{\"seeds\":[\"http://e.org/\"]}}}";
  }

  static JsonNode json(HttpResponse<byte[]> answer) {
    return JsonText.parse(answer.body());
  }

  static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  HttpResponse<byte[]> get(String target, String... headers) {
    return send("GET", target, BodyPublishers.noBody(), headers);
  }

  HttpResponse<byte[]> delete(String target, String... headers) {
    return send("DELETE", target, BodyPublishers.noBody(), headers);
  }

  HttpResponse<byte[]> post(String target, String body, String... headers) {
    return json("POST", target, body, headers);
  }

  HttpResponse<byte[]> put(String target, String body, String... headers) {
    return json("PUT", target, body, headers);
  }

  HttpResponse<byte[]> patch(String target, String body, String... headers) {
    var all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/merge-patch+json";
    return send("PATCH", target, BodyPublishers.ofString(body), all);
  }

  HttpResponse<byte[]> json(String method, String target, String body, String... headers) {
    var all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = JSON;
    return send(method, target, BodyPublishers.ofString(body), all);
  }

  HttpResponse<byte[]> send(String method, String target, BodyPublisher body, String... headers) {
    var request = HttpRequest.newBuilder(master.uri(target)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.fetch.HttpHead.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/** Heads of messages, from and for the clients. */
final class Heads {
  private Heads() {}

  /** The fields to send. */
  static Header[] toSend(FetchRequest request, String userAgent) {
    var headers = new ArrayList<Header>();
    addUnlessGiven(headers, request, "User-Agent", userAgent);
    addUnlessGiven(headers, request, "Accept", "*/*");
    addUnlessGiven(headers, request, "Accept-Encoding", ContentCodings.ACCEPTED);
    request.fields().forEach(field -> headers.add(new BasicHeader(field.name(), field.value())));
    return headers.toArray(Header[]::new);
  }

  private static void addUnlessGiven(
      List<Header> headers, FetchRequest request, String name, String value) {
    if (!request.has(name)) {
      headers.add(new BasicHeader(name, value));
    }
  }

  /** What was sent, but for what nobody else may learn. */
  static HttpHead sent(CrawlUrl url, @Nullable HttpRequest request) {
    var line = "GET " + url.pathAndQuery() + " HTTP/1.1";
    return request == null
        ? new HttpHead(line, List.of())
        : new HttpHead(
            line, fields(request.getHeaders()).stream().filter(field -> !isSecret(field)).toList());
  }

  private static boolean isSecret(Field field) {
    return switch (field.name().toLowerCase(Locale.ROOT)) {
      case "authorization", "proxy-authorization", "cookie" -> true;
      default -> false;
    };
  }

  static HttpHead received(HttpResponse response) {
    var version = Objects.requireNonNullElse(response.getVersion(), HttpVersion.HTTP_1_1);
    var reason = Objects.requireNonNullElse(response.getReasonPhrase(), "");
    return new HttpHead(
        "%s %03d %s".formatted(firstOrOne(version), response.getCode(), reason),
        fields(response.getHeaders()));
  }

  private static ProtocolVersion firstOrOne(ProtocolVersion version) {
    return version.lessEquals(HttpVersion.HTTP_1_1) ? version : HttpVersion.HTTP_1_1;
  }

  private static List<Field> fields(Header[] headers) {
    return Arrays.stream(headers)
        .map(
            header ->
                new Field(header.getName(), Objects.requireNonNullElse(header.getValue(), "")))
        .toList();
  }
}

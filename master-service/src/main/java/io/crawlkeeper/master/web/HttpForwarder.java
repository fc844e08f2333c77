package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.model.Leadership;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Forwards over HTTP/1.1. A leader that was replaced while it owes an answer is not waited for: it
 * may be frozen.
 */
final class HttpForwarder implements Forwarder {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 50;
  private static final List<String> PASSED_BACK =
      List.of("Content-Type", "ETag", "Location", "Retry-After", "Allow");

  private final HttpClient client;
  private final ClusterView view;
  private final String master;

  /**
   * @param master the id of this one
   */
  HttpForwarder(ClusterView view, String master) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.view = view;
    this.master = master;
  }

  @Override
  public Answer forward(Leadership leader, RawRequest raw, Duration most) throws IOException {
    var sending = client.sendAsync(request(leader, raw, most), BodyHandlers.ofByteArray());
    try {
      return answer(await(sending, leader));
    } catch (ExecutionException e) {
      throw cause(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while forwarding");
    } finally {
      sending.cancel(true);
    }
  }

  private HttpRequest request(Leadership leader, RawRequest raw, Duration most)
      throws ConnectException {
    var request =
        builder(leader, raw)
            .method(raw.method(), BodyPublishers.ofByteArray(raw.body()))
            .timeout(most.plusMillis(1))
            .setHeader(RawRequest.OPERATION, raw.operation())
            .setHeader(RawRequest.FORWARDED, master);
    raw.headers().forEach(request::setHeader);
    return request.build();
  }

  private static HttpRequest.Builder builder(Leadership leader, RawRequest raw)
      throws ConnectException {
    try {
      return HttpRequest.newBuilder(URI.create("http://" + leader.address() + raw.target()));
    } catch (IllegalArgumentException e) {
      throw unreached("no URL can be made of " + leader.address() + raw.target(), e);
    }
  }

  private HttpResponse<byte[]> await(
      CompletableFuture<HttpResponse<byte[]>> sending, Leadership leader)
      throws IOException, ExecutionException, InterruptedException {
    while (true) {
      try {
        return sending.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (!view.leader().equals(Optional.of(leader))) {
          throw new IOException("the leader changed before it answered", e);
        }
      }
    }
  }

  private static IOException cause(ExecutionException e) {
    return switch (e.getCause()) {
      case HttpConnectTimeoutException late -> unreached("no connection in time", late);
      case IOException io -> io;
      case null, default -> new IOException(e);
    };
  }

  private static ConnectException unreached(String why, Exception cause) {
    var unreached = new ConnectException(why);
    unreached.initCause(cause);
    return unreached;
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    var headers = new HashMap<String, String>();
    for (var name : PASSED_BACK) {
      response.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
    }
    return new Answer(response.statusCode(), headers, response.body());
  }
}

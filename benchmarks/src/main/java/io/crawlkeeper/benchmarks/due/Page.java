package io.crawlkeeper.benchmarks.due;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** What an execution of a peer does: it fetches one page. Safe for use by many threads. */
final class Page {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Page() {}

  static void fetch(String url) {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header(Arrivals.STARTED, Instant.now().toString())
            .timeout(Duration.ofSeconds(60))
            .build();
    try {
      CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

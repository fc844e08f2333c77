package io.crawlkeeper.master.web;

import io.crawlkeeper.model.WorkerNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a worker what only a worker can tell, by HTTP/1.1 at the address that it has in discovery:
 * through no proxy, and wherever it redirects to, no further. Safe for use by many threads; blocks.
 */
final class WorkerCalls implements AutoCloseable {

  /** An answer that is longer counts as none. */
  static final int MOST_BYTES = 8 * 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(WorkerCalls.class);
  private static final Duration CONNECT = Duration.ofSeconds(1);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  /**
   * What the worker answered, of any status.
   *
   * @param body at most {@value #MOST_BYTES} bytes of UTF-8
   */
  record Reply(int status, String body) {}

  /**
   * @param target path and query, percent-encoded
   * @param most how long to wait for the last byte of the answer
   * @throws Refusal of status 503, if no answer came
   */
  Reply get(WorkerNode worker, String target, Duration most) {
    return send(worker, request(worker, target).GET().build(), most);
  }

  /**
   * @param json the body
   * @throws Refusal as {@link #get}; the worker may have done what was asked
   */
  Reply post(WorkerNode worker, String target, byte[] json, Duration most) {
    var request =
        request(worker, target)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(json));
    return send(worker, request.build(), most);
  }

  /**
   * An answer that comes as it is made; to be closed.
   *
   * @param body empty unless the status is 200
   */
  record Stream(int status, InputStream body) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /**
   * @param most how long to wait for the head of the answer; its body may take as long as it likes
   * @throws Refusal as {@link #get}
   */
  Stream open(WorkerNode worker, String target, Duration most) {
    var request = request(worker, target).timeout(most).GET().build();
    try {
      var response = client.send(request, BodyHandlers.ofInputStream());
      return new Stream(response.statusCode(), response.body());
    } catch (IOException e) {
      log.info("{} did not answer {}: {}", worker.name(), target, e.toString());
      throw unreachable(worker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(worker);
    }
  }

  private static HttpRequest.Builder request(WorkerNode worker, String target) {
    try {
      return HttpRequest.newBuilder(URI.create("http://" + worker.address() + target))
          .header("Accept", "application/json");
    } catch (IllegalArgumentException e) {
      log.warn("{} has an address in discovery that is none: {}", worker.name(), e.getMessage());
      throw unreachable(worker);
    }
  }

  private Reply send(WorkerNode worker, HttpRequest request, Duration most) {
    var sending =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      // A timeout of the request would end with the first byte of the answer.
      return reply(sending.get(most.toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException e) {
      var cause = e.getCause() instanceof IOException io ? io : e;
      log.info(
          "{} did not answer {}: {}", worker.name(), request.uri().getPath(), cause.toString());
      throw unreachable(worker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(worker);
    } finally {
      sending.cancel(true);
    }
  }

  private static Reply reply(HttpResponse<byte[]> response) {
    return new Reply(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
  }

  private static Refusal unreachable(WorkerNode worker) {
    return new Refusal(RunProblems.workerUnreachable(worker.name()));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

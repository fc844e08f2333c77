package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.HttpHead.Field;
import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.StatusLine;
import org.apache.hc.core5.io.CloseMode;

/**
 * Sends one GET at a time for each calling thread, and reads the response within its limits. Does
 * not follow redirects, retry or keep cookies. Safe for use by many threads, best virtual ones; an
 * interrupt ends a fetch at once.
 */
public final class Fetcher implements AutoCloseable {
  private final CloseableHttpClient client;
  private final FetchLimits limits;
  private final ScheduledThreadPoolExecutor deadlines = deadlines();

  /**
   * @param userAgent sent with each request
   */
  public Fetcher(String userAgent, AddressGuard guard, FetchLimits limits) {
    this.client = HttpClients.create(userAgent, guard, limits);
    this.limits = limits;
  }

  /** Fetches {@code url}; a body longer than the limit is cut. */
  public FetchResult fetch(CrawlUrl url) {
    return fetch(url, limits.maxBodyBytes());
  }

  FetchResult fetch(CrawlUrl url, int maxBodyBytes) {
    var uri = URI.create(url.text());
    HttpGet request;
    try {
      request = new HttpGet(uri);
    } catch (IllegalArgumentException e) {
      return FetchResult.unsendable(uri, e);
    }
    var late = new AtomicBoolean();
    var deadline =
        deadlines.schedule(
            () -> cancel(request, late), limits.total().toNanos(), TimeUnit.NANOSECONDS);
    try {
      return exchange(url, request, new BodyReader(maxBodyBytes));
    } catch (IOException e) {
      return late.get()
          ? new Failed("not finished after " + seconds(), false)
          : FetchFailures.of(e, url);
    } catch (RuntimeException e) {
      return late.get()
          ? new Failed("not finished after " + seconds(), false)
          : FetchResult.unsendable(uri, e);
    } finally {
      deadline.cancel(false);
    }
  }

  private FetchResult exchange(CrawlUrl url, HttpGet request, BodyReader reader)
      throws IOException {
    var context = HttpClientContext.create();
    var target = new HttpHost(url.scheme(), url.host(), url.port());
    var response = client.executeOpen(target, request, context);
    try {
      var encoding = response.getFirstHeader("Content-Encoding");
      var body = reader.read(response.getEntity(), encoding == null ? null : encoding.getValue());
      return new Received(
          requestHead(context.getRequest()), responseHead(response), response.getCode(), body);
    } finally {
      close(response, request);
    }
  }

  /**
   * Gives the connection back if the body was read to its end; else breaks it, as closing alone
   * would read on to an end that may never come.
   */
  private static void close(ClassicHttpResponse response, HttpGet request) {
    request.cancel();
    try {
      response.close();
    } catch (IOException e) {
      // What was wanted of the connection has been read.
    }
  }

  private static void cancel(HttpGet request, AtomicBoolean late) {
    late.set(true);
    request.cancel();
  }

  private String seconds() {
    return limits.total().toMillis() / 1000.0 + " s";
  }

  private static HttpHead requestHead(HttpRequest request) {
    var line = request.getMethod() + ' ' + request.getRequestUri() + " HTTP/1.1";
    return new HttpHead(line, fields(request));
  }

  private static HttpHead responseHead(ClassicHttpResponse response) {
    return new HttpHead(new StatusLine(response).toString(), fields(response));
  }

  private static List<Field> fields(HttpMessage message) {
    return Arrays.stream(message.getHeaders())
        .map(
            header ->
                new Field(header.getName(), header.getValue() == null ? "" : header.getValue()))
        .toList();
  }

  private static ScheduledThreadPoolExecutor deadlines() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("fetch-deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** Ends the fetches under way. */
  @Override
  public void close() {
    deadlines.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }
}

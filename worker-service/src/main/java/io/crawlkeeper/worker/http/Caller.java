package io.crawlkeeper.worker.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.model.Brief;
import io.crawlkeeper.model.HttpSpec;
import io.crawlkeeper.model.HttpSpec.Method;
import io.crawlkeeper.worker.crawl.fetch.FetchSettings;
import io.crawlkeeper.worker.crawl.fetch.GuardedResolver;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests by HTTP/1.1, each on a connection of its own, and follows redirects as far as it
 * is told. Safe for use by many threads, best virtual ones; an interrupt ends a call at once.
 */
final class Caller implements AutoCloseable {

  /** What is read of an answer; the rest is left unread. */
  static final int MOST_BYTES = 1 << 20;

  private static final int LONGEST_SHOWN = 200;
  private static final int AT_ONCE = 1_000;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> REPEATING = Set.of(307, 308);

  private final GuardedResolver resolver;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("call-deadlines").factory());

  Caller(FetchSettings settings) {
    this.resolver = GuardedResolver.of(settings);
    this.client = client(resolver, settings.userAgent());
    deadlines.setRemoveOnCancelPolicy(true);
  }

  private static CloseableHttpClient client(GuardedResolver resolver, String userAgent) {
    var bounded = Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(16 << 10).build();
    return HttpClientBuilder.create()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setConnectionFactory(
                    ManagedHttpClientConnectionFactory.builder().http1Config(bounded).build())
                .setMaxConnTotal(AT_ONCE)
                .setMaxConnPerRoute(AT_ONCE)
                .build())
        .setConnectionReuseStrategy((_, _, _) -> false)
        .setUserAgent(userAgent)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  /** What a deadline ends: the request that is under way at the moment. */
  private record Call(AtomicReference<@Nullable HttpUriRequestBase> now, AtomicBoolean late) {
    static Call begin() {
      return new Call(new AtomicReference<>(), new AtomicBoolean());
    }

    void expire() {
      late.set(true);
      var request = now.get();
      if (request != null) {
        request.cancel();
      }
    }
  }

  /**
   * @param authorization empty if there are no credentials
   * @return the last answer
   * @throws LateException if that took too long
   * @throws IllegalArgumentException if a redirect leads to what is no URL
   */
  Reply call(HttpSpec spec, String authorization) throws IOException {
    var call = Call.begin();
    var deadline = deadlines.schedule(call::expire, nanos(spec), TimeUnit.NANOSECONDS);
    try {
      return follow(spec, authorization, call);
    } catch (IOException e) {
      throw call.late.get() ? new LateException(e) : e;
    } finally {
      deadline.cancel(false);
    }
  }

  private static long nanos(HttpSpec spec) {
    Duration timeout = spec.effectiveTimeout();
    return timeout.toNanos();
  }

  private Reply follow(HttpSpec spec, String authorization, Call call) throws IOException {
    var origin = URI.create(spec.url());
    var target = origin;
    var method = spec.effectiveMethod();
    for (var left = spec.effectiveRedirects(); ; left--) {
      var own = sameOrigin(origin, target);
      var request = request(spec, method, target, own);
      if (own && !authorization.isEmpty()) {
        request.setHeader("Authorization", authorization);
      }
      var reply = send(host(target), request, call);
      if (left == 0 || reply.location() == null || !REDIRECTS.contains(reply.status())) {
        return reply;
      }
      target = next(target, reply.location());
      if (REPEATING.contains(reply.status())
          && spec.body() != null
          && !sameOrigin(origin, target)) {
        return reply; // Who gets the body is for the task to say.
      }
      method = REPEATING.contains(reply.status()) || method == Method.HEAD ? method : Method.GET;
    }
  }

  private static URI next(URI from, String location) {
    var target = from.resolve(location);
    var scheme = target.getScheme();
    if (target.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "it redirects to what cannot be called: " + Brief.shown(location, LONGEST_SHOWN));
    }
    return target;
  }

  private static boolean sameOrigin(URI one, URI other) {
    return host(one).equals(host(other));
  }

  private static HttpHost host(URI url) {
    var port = url.getPort();
    var standard = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    return new HttpHost(url.getScheme(), url.getHost(), port < 0 ? standard : port);
  }

  private static HttpUriRequestBase request(HttpSpec spec, Method method, URI url, boolean own) {
    var request = new HttpUriRequestBase(method.name(), url);
    if (own) {
      spec.effectiveHeaders().forEach(request::setHeader);
    }
    var body = spec.body();
    if (body != null && method == spec.effectiveMethod()) {
      request.setEntity(new StringEntity(body, type(request)));
      request.removeHeaders("Content-Type");
    }
    return request;
  }

  private static ContentType type(HttpUriRequestBase request) {
    var given = request.getFirstHeader("Content-Type");
    var type = given == null ? null : ContentType.parseLenient(given.getValue());
    if (given != null && type == null) {
      throw new IllegalArgumentException("the Content-Type is none: " + given.getValue());
    }
    return type == null ? ContentType.create("text/plain", UTF_8) : type.withCharset(UTF_8);
  }

  private Reply send(HttpHost host, HttpUriRequestBase request, Call call) throws IOException {
    call.now.set(request);
    if (call.late.get()) {
      throw new IOException("too late to ask");
    }
    var response = client.executeOpen(host, request, null);
    try {
      return read(response);
    } finally {
      close(response, request);
    }
  }

  /** Breaks the connection, as closing alone would read on to an end that may never come. */
  private static void close(ClassicHttpResponse response, HttpUriRequestBase request) {
    request.cancel();
    try {
      response.close();
    } catch (IOException e) {
      // What was wanted of the connection has been read.
    }
  }

  private static Reply read(ClassicHttpResponse response) throws IOException {
    var location = response.getFirstHeader("Location");
    var entity = response.getEntity();
    @Nullable InputStream content = entity == null ? null : entity.getContent();
    var body = content == null ? new byte[0] : content.readNBytes(MOST_BYTES);
    return new Reply(
        response.getCode(),
        body.length,
        new String(body, entity == null ? UTF_8 : charset(entity.getContentType())),
        location == null ? null : location.getValue());
  }

  private static Charset charset(@Nullable String type) {
    var parsed = ContentType.parseLenient(type);
    var charset = parsed == null ? null : parsed.getCharset();
    return charset == null ? UTF_8 : charset;
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
    resolver.close();
  }
}

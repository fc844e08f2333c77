package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.jspecify.annotations.Nullable;

/**
 * Sends one GET at a time for each calling thread, and reads the response within its limits. Does
 * not follow redirects or retry. Safe for use by many threads, best virtual ones; an interrupt ends
 * a fetch at once.
 */
public final class Fetcher implements AutoCloseable {
  private final GuardedResolver resolver;
  private final Transport http;
  private final LazyTransport https;
  private final ScheduledThreadPoolExecutor deadlines = deadlines();

  public Fetcher(FetchSettings settings) {
    this(settings, NameLookup.SYSTEM, null);
  }

  /**
   * @param tls null for the trust of the platform
   */
  Fetcher(FetchSettings settings, NameLookup lookup, @Nullable SSLContext tls) {
    var guard = new AddressGuard(settings.allowedAddresses());
    this.resolver = new GuardedResolver(guard, lookup, settings.contact() != null);
    this.http = new ClassicTransport(settings.userAgent(), resolver);
    this.https = new LazyTransport(() -> new AsyncTransport(settings.userAgent(), resolver, tls));
  }

  /** Carries a request out at once. */
  FetchResult fetch(FetchRequest request) {
    try {
      return fetch(request, Sending.FREE);
    } catch (NotSentException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Carries a request out; a body longer than its limit is cut.
   *
   * @throws NotSentException if that is refused when the connection stands, or the exchange is cut
   */
  public FetchResult fetch(FetchRequest request, Sending sending) throws NotSentException {
    var call = new Call(request, sending);
    sending.cutBy(call::cut);
    var total = request.limits().total();
    var deadline = deadlines.schedule(call::expire, total.toNanos(), TimeUnit.NANOSECONDS);
    try {
      var patience = shorter(request.limits().connect(), total);
      return ScopedValue.where(GuardedResolver.PATIENCE, patience).call(() -> exchange(call));
    } catch (NotSentException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return failed(call, e);
    } finally {
      deadline.cancel(false);
    }
  }

  private static Failed failed(Call call, Exception e) throws NotSentException {
    if (call.isCut()) {
      throw new NotSentException("the host is not ours any more");
    }
    return call.isLate() ? late(call.request().limits().total()) : failed(e, call.request());
  }

  private FetchResult exchange(Call call) throws IOException {
    var request = call.request();
    var refused = request.proxy() == null ? null : refusedTarget(request.url());
    if (refused != null) {
      return refused;
    }
    (request.url().scheme().equals("https") ? https : http).exchange(call);
    var sent = call.context().getRequest();
    var result = call.intake().result(Heads.sent(request.url(), sent));
    return request.proxy() == null ? result : ofServer(result, sent, request.proxy());
  }

  /** What a proxy answers by itself must not be taken for the server's word. */
  private static FetchResult ofServer(FetchResult result, @Nullable HttpRequest sent, Proxy proxy) {
    if (sent != null && Method.CONNECT.isSame(sent.getMethod())) {
      return new Failed(FailureKind.PROXY, "the proxy " + proxy + " refused to connect");
    }
    return result instanceof Received received
            && received.status() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED
        ? new Failed(FailureKind.PROXY, "the proxy " + proxy + " wants other credentials")
        : result;
  }

  /** A proxy connects to whatever it is told, so its targets are checked before it is told. */
  private @Nullable Failed refusedTarget(CrawlUrl url) {
    try {
      resolver.resolve(url.host());
      return null;
    } catch (IOException e) {
      return FetchFailures.of(e, url);
    }
  }

  private static Failed late(Duration total) {
    return new Failed(
        FailureKind.TIMEOUT, "not finished after " + total.toMillis() / 1000.0 + " s");
  }

  private static Failed failed(Exception e, FetchRequest request) {
    if (e instanceof RuntimeException) {
      return new Failed(
          FailureKind.URL, "not a URL that can be requested: " + request.url() + ": " + e);
    }
    var failed = FetchFailures.of(e, request.url());
    if (request.proxy() == null) {
      return failed;
    }
    return switch (failed.kind()) {
      case DNS, ADDRESS, CONTACT, CONNECT ->
          new Failed(FailureKind.PROXY, "the proxy " + request.proxy() + ": " + failed.error());
      default -> failed;
    };
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
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
    http.close();
    https.close();
    resolver.close();
  }
}

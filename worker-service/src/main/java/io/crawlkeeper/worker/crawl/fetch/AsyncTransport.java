package io.crawlkeeper.worker.crawl.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP/2 and HTTP/1.1, as the server chooses. For https. */
final class AsyncTransport implements Transport {
  private static final Logger log = LoggerFactory.getLogger(AsyncTransport.class);

  private final String userAgent;
  private final CloseableHttpAsyncClient client;
  private volatile boolean closing;

  /**
   * @param tls null for the trust of the platform
   */
  AsyncTransport(String userAgent, GuardedResolver resolver, @Nullable SSLContext tls) {
    this.userAgent = userAgent;
    this.client =
        HttpAsyncClientBuilder.create()
            .setConnectionManager(connections(resolver, tls))
            .setRoutePlanner(new Contexts.Routes())
            .addExecInterceptorAfter(ChainElement.CONNECT.name(), "clearance", new CallClearance())
            .setUserAgent(userAgent)
            .setHttp1Config(WireLimits.HTTP_1)
            .setH2Config(WireLimits.HTTP_2)
            .setCharCodingConfig(WireLimits.BYTES)
            .setConnectionReuseStrategy(new BodilessReuse())
            .setIoReactorExceptionCallback(this::broke)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableContentCompression()
            .disableAuthCaching()
            .disableConnectionState()
            .evictIdleConnections(TimeValue.ofSeconds(30))
            .build();
    client.start();
  }

  private static PoolingAsyncClientConnectionManager connections(
      GuardedResolver resolver, @Nullable SSLContext tls) {
    var strategy = ClientTlsStrategyBuilder.create();
    if (tls != null) {
      strategy.setSslContext(tls);
    }
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .setDnsResolver(resolver)
        .setTlsStrategy(strategy.buildAsync())
        .setDefaultTlsConfig(
            TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.NEGOTIATE).build())
        // Connections that the server has closed are noticed at once. To ask those of HTTP/2
        // whether
        // they live would have names looked up on a thread that serves all connections.
        .setDefaultConnectionConfig(
            ConnectionConfig.custom().setValidateAfterInactivity(TimeValue.NEG_ONE_SECOND).build())
        .setMaxConnTotal(WireLimits.CONNECTIONS)
        .setMaxConnPerRoute(WireLimits.CONNECTIONS)
        .build();
  }

  @Override
  public void exchange(Call call) throws IOException {
    var url = call.request().url();
    var target = new HttpHost(url.scheme(), url.host(), url.port());
    var request = new BasicHttpRequest("GET", target, url.pathAndQuery());
    request.setHeaders(Heads.toSend(call.request(), userAgent));
    var pending =
        client.execute(
            target,
            new BasicRequestProducer(request, null),
            new IntakeConsumer(call.intake(), call.silence()),
            null,
            call.context(),
            null);
    call.cancelBy(() -> pending.cancel(true));
    await(pending, call);
  }

  private static void await(Future<?> pending, Call call) throws IOException {
    try {
      while (!isDone(pending, call.silence().left())) {
        if (call.silence().left() <= 0) {
          pending.cancel(true);
          throw new SocketTimeoutException("the server fell silent");
        }
      }
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the fetch was stopped");
    } catch (CancellationException e) {
      throw new InterruptedIOException("the fetch was ended");
    } catch (ExecutionException e) {
      if (!call.intake().isOver()) {
        throw cause(e);
      }
    }
  }

  private static boolean isDone(Future<?> pending, long nanos)
      throws InterruptedException, ExecutionException {
    try {
      pending.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private static IOException cause(ExecutionException e) {
    return e.getCause() instanceof IOException cause
        ? cause
        : new ClientProtocolException(e.getCause());
  }

  /** Closing at once pulls the ground from under the threads of the connections. */
  private void broke(Exception e) {
    if (!closing) {
      log.error("Connections of https have broken", e);
    }
  }

  @Override
  public void close() {
    closing = true;
    client.close(CloseMode.IMMEDIATE);
  }
}

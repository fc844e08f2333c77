package io.crawlkeeper.worker.crawl.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on the thread that calls, which is what virtual threads are fastest with. For plain
 * http.
 */
final class ClassicTransport implements Transport {
  private final String userAgent;
  private final CloseableHttpClient client;

  ClassicTransport(String userAgent, GuardedResolver resolver) {
    this.userAgent = userAgent;
    this.client =
        HttpClientBuilder.create()
            .setConnectionManager(connections(resolver))
            .setRequestExecutor(new CallExecutor())
            .setRoutePlanner(new Contexts.Routes())
            .setUserAgent(userAgent)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableContentCompression()
            .disableAuthCaching()
            .disableConnectionState()
            .evictIdleConnections(TimeValue.ofSeconds(30))
            .build();
  }

  private static PoolingHttpClientConnectionManager connections(GuardedResolver resolver) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(resolver)
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(WireLimits.HTTP_1)
                .charCodingConfig(WireLimits.BYTES)
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom().setValidateAfterInactivity(TimeValue.ofSeconds(1)).build())
        .setMaxConnTotal(WireLimits.CONNECTIONS)
        .setMaxConnPerRoute(WireLimits.CONNECTIONS)
        .build();
  }

  @Override
  public void exchange(Call call) throws IOException {
    var url = call.request().url();
    var request = new HttpGet(URI.create(url.text()));
    request.setHeaders(Heads.toSend(call.request(), userAgent));
    call.cancelBy(request::cancel);
    var target = new HttpHost(url.scheme(), url.host(), url.port());
    var response = client.executeOpen(target, request, call.context());
    try {
      take(response, call.intake());
    } finally {
      close(response, request);
    }
  }

  // Closing a body reads it to its end, which an endless one never reaches: see close().
  @SuppressWarnings("resource")
  private static void take(ClassicHttpResponse response, Intake intake) throws IOException {
    var entity = response.getEntity();
    var wanted =
        intake.head(
            response.getCode(),
            Heads.received(response),
            entity == null ? 0 : entity.getContentLength());
    @Nullable InputStream content = entity == null ? null : entity.getContent();
    if (wanted && content != null) {
      intake.body(content);
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

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}

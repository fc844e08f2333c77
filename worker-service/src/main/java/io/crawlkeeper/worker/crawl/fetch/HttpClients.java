package io.crawlkeeper.worker.crawl.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Makes the HTTP client: a plain one, as everything clever is decided by the crawl itself. */
final class HttpClients {
  private static final int MOST_CONNECTIONS = 2_048;
  private static final int MOST_FIELDS = 200;
  private static final int LONGEST_LINE = 16 << 10;

  /** Keeps every byte of a header apart, so that it is stored as it came. */
  private static final CharCodingConfig BYTES =
      CharCodingConfig.custom().setCharset(ISO_8859_1).build();

  private HttpClients() {}

  static CloseableHttpClient create(String userAgent, AddressGuard guard, FetchLimits limits) {
    return HttpClientBuilder.create()
        .setConnectionManager(connections(guard, limits))
        .setDefaultRequestConfig(requests(limits))
        .setDefaultHeaders(
            List.of(new BasicHeader("Accept", "*/*"), new BasicHeader("Accept-Encoding", "gzip")))
        .setUserAgent(userAgent)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableConnectionState()
        .evictIdleConnections(TimeValue.ofSeconds(30))
        .build();
  }

  private static RequestConfig requests(FetchLimits limits) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(Timeout.of(limits.total()))
        .setResponseTimeout(Timeout.of(limits.silence()))
        .setRedirectsEnabled(false)
        .setAuthenticationEnabled(false)
        .setProtocolUpgradeEnabled(false)
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      AddressGuard guard, FetchLimits limits) {
    var http =
        Http1Config.custom()
            .setMaxHeaderCount(MOST_FIELDS)
            .setMaxLineLength(LONGEST_LINE)
            .setBufferSize(LONGEST_LINE)
            .build();
    var connection =
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(limits.connect()))
            .setSocketTimeout(Timeout.of(limits.silence()))
            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
            .build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(new GuardedResolver(guard))
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(http)
                .charCodingConfig(BYTES)
                .build())
        .setDefaultConnectionConfig(connection)
        .setMaxConnTotal(MOST_CONNECTIONS)
        .setMaxConnPerRoute(MOST_CONNECTIONS)
        .build();
  }
}

package io.crawlkeeper.worker.crawl.fetch;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.cookie.CookieStore;
import org.apache.hc.client5.http.cookie.StandardCookieSpec;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/** What the clients are told of a request beside the request itself. */
final class Contexts {
  private static final String PROXY = "crawlkeeper.proxy";

  /** Of requests without cookies: the client's own would be shared by all runs. */
  private static final CookieStore ALWAYS_EMPTY = new BasicCookieStore();

  private Contexts() {}

  static HttpClientContext of(FetchRequest request) {
    var context = HttpClientContext.create();
    context.setRequestConfig(config(request));
    var jar = request.cookies();
    context.setCookieStore(jar == null ? ALWAYS_EMPTY : jar.at(request.url()));
    var proxy = request.proxy();
    if (proxy != null) {
      use(proxy, context);
    }
    return context;
  }

  private static void use(Proxy proxy, HttpClientContext context) {
    var host = new HttpHost("http", proxy.host(), proxy.port());
    context.setAttribute(PROXY, host);
    var password = proxy.password();
    if (proxy.user() != null && password != null) {
      var scheme = new BasicScheme();
      scheme.initPreemptive(new UsernamePasswordCredentials(proxy.user(), password.toCharArray()));
      var exchange = new AuthExchange();
      exchange.select(scheme);
      context.setAuthExchange(host, exchange);
    }
  }

  // The newer way sets the time for connecting once for all requests to a host, but runs differ.
  @SuppressWarnings("deprecation")
  private static RequestConfig config(FetchRequest request) {
    var limits = request.limits();
    var cookies =
        request.cookies() == null ? StandardCookieSpec.IGNORE : StandardCookieSpec.RELAXED;
    return RequestConfig.custom()
        .setConnectTimeout(Timeout.of(limits.connect()))
        .setConnectionRequestTimeout(Timeout.of(limits.total()))
        .setResponseTimeout(Timeout.of(limits.silence()))
        .setCookieSpec(cookies)
        .setRedirectsEnabled(false)
        .setAuthenticationEnabled(false)
        .setProtocolUpgradeEnabled(false)
        .setContentCompressionEnabled(false)
        .build();
  }

  /** The way that a request was told to go. */
  static final class Routes implements HttpRoutePlanner {
    @Override
    public HttpRoute determineRoute(HttpHost target, HttpContext context) {
      var secure = target.getSchemeName().equals("https");
      return context.getAttribute(PROXY) instanceof HttpHost proxy
          ? new HttpRoute(target, null, proxy, secure)
          : new HttpRoute(target, null, secure);
    }
  }
}

package io.crawlkeeper.worker.crawl.fetch;

import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Uses no connection of HTTP/1.1 again that a 204 or 304 came by with the length of a body: a
 * server that does send it, which is wrong, would have it taken for the beginning of the next
 * response. For connections whose buffers cannot be looked into.
 */
final class BodilessReuse extends DefaultClientConnectionReuseStrategy {

  @Override
  public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
    return super.keepAlive(request, response, context)
        && !(isHttp1(response)
            && !MessageSupport.canResponseHaveBody(request.getMethod(), response)
            && statesBody(response));
  }

  private static boolean isHttp1(HttpResponse response) {
    var version = response.getVersion();
    return version == null || version.lessEquals(HttpVersion.HTTP_1_1);
  }

  private static boolean statesBody(HttpResponse response) {
    var length = response.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
    return response.containsHeader(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.getValue().strip().equals("0"));
  }
}

package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import io.crawlkeeper.worker.crawl.url.CrawlUrl;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Says in words what an exception of the network means. */
final class FetchFailures {
  private FetchFailures() {}

  static Failed of(IOException e, CrawlUrl url) {
    return switch (e) {
      case AddressRefusedException refused ->
          new Failed("address refused: " + refused.getMessage(), true);
      case UnknownHostException _ -> new Failed("host not found: " + url.host(), false);
      case ConnectTimeoutException _ -> new Failed("connecting timed out", false);
      case ConnectException _ -> new Failed("connection refused: " + url.hostAndPort(), false);
      case SocketTimeoutException _ -> new Failed("the server fell silent", false);
      case SSLException _ -> new Failed("no secure connection: " + e.getMessage(), false);
      case MessageConstraintException _ ->
          new Failed("the response's header is too large: " + e.getMessage(), true);
      case NoHttpResponseException _, ConnectionClosedException _ ->
          new Failed("the server closed the connection early", false);
      default -> new Failed(e.getClass().getSimpleName() + ": " + e.getMessage(), false);
    };
  }
}

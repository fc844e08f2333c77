package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Failed;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStreamResetException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.StreamClosedException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http2.H2ConnectionException;
import org.apache.hc.core5.http2.H2StreamResetException;
import org.apache.hc.core5.http2.hpack.HeaderListConstraintException;
import org.jspecify.annotations.Nullable;

/** Says in words what an exception of the network means. */
public final class FetchFailures {
  private FetchFailures() {}

  /** A sentence for people, without its full stop. */
  public static String inWords(Throwable e, CrawlUrl url) {
    return of(e, url).error();
  }

  static Failed of(Throwable e, CrawlUrl url) {
    return switch (e) {
      case LookupException refused -> new Failed(refused.kind(), message(refused));
      case EncodingException broken -> new Failed(FailureKind.ENCODING, message(broken));
      case UnknownHostException _ -> new Failed(FailureKind.DNS, "host not found: " + url.host());
      case ConnectTimeoutException _ -> new Failed(FailureKind.CONNECT, "connecting timed out");
      case ConnectException _ ->
          new Failed(FailureKind.CONNECT, "connection refused: " + url.hostAndPort());
      case NoRouteToHostException _ ->
          new Failed(FailureKind.CONNECT, "no route to " + url.hostAndPort());
      case SocketTimeoutException _ -> new Failed(FailureKind.TIMEOUT, "the server fell silent");
      case SSLException broken -> secure(broken);
      default -> message(e, url);
    };
  }

  private static Failed secure(SSLException e) {
    var kind = isOfCertificate(e) ? FailureKind.CERTIFICATE : FailureKind.TLS;
    return new Failed(kind, "no secure connection: " + message(e));
  }

  private static Failed message(Throwable e, CrawlUrl url) {
    return switch (e) {
      case MessageConstraintException _, HeaderListConstraintException _ ->
          new Failed(FailureKind.HEADER, "the response's header is too large: " + message(e));
      case MalformedChunkCodingException _ when !(e instanceof TruncatedChunkException) ->
          nonsense(e);
      case NoHttpResponseException _,
          ConnectionClosedException _,
          StreamClosedException _,
          EOFException _,
          H2StreamResetException _,
          HttpStreamResetException _,
          H2ConnectionException _,
          SocketException _ ->
          new Failed(FailureKind.CLOSED, "the server closed the connection early");
      case ClientProtocolException wrapped when wrapped.getCause() != null ->
          of(wrapped.getCause(), url);
      case HttpException _ -> nonsense(e);
      default -> new Failed(FailureKind.NETWORK, e.getClass().getSimpleName() + ": " + message(e));
    };
  }

  private static Failed nonsense(Throwable e) {
    return new Failed(FailureKind.PROTOCOL, "the response is no valid HTTP: " + message(e));
  }

  private static boolean isOfCertificate(SSLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException
          || cause instanceof CertPathValidatorException
          || cause instanceof SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }

  private static String message(Throwable e) {
    @Nullable String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}

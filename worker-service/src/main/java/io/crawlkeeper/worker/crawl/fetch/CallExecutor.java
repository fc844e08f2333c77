package io.crawlkeeper.worker.crawl.fetch;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request that has no body when its call is cleared, and tells the call when the bytes are
 * out, which the client's own executor does not. Bears only so many interim responses, and breaks
 * connections on which a body follows a response that has none.
 */
final class CallExecutor extends HttpRequestExecutor {
  private static final int LOWEST_STATUS = 100;
  private static final Timeout A_MOMENT = Timeout.ofMilliseconds(1);

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      @Nullable HttpResponseInformationCallback listener,
      HttpContext context)
      throws IOException, HttpException {
    try {
      send(request, connection, Call.of(context));
      var response = receive(connection);
      if (MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
        connection.receiveResponseEntity(response);
      } else if (connection.isDataAvailable(A_MOMENT)) {
        // What came would be taken for the beginning of the next response.
        Closer.close(connection, CloseMode.IMMEDIATE);
      }
      return response;
    } catch (IOException | HttpException | RuntimeException e) {
      Closer.close(connection, CloseMode.IMMEDIATE);
      throw e;
    }
  }

  private static void send(ClassicHttpRequest request, HttpClientConnection connection, Call call)
      throws IOException, HttpException {
    call.awaitClearance();
    connection.sendRequestHeader(request);
    connection.flush();
    call.written();
  }

  private static ClassicHttpResponse receive(HttpClientConnection connection)
      throws IOException, HttpException {
    var interim = new Interim();
    var response = connection.receiveResponseHeader();
    while (response.getCode() < HttpStatus.SC_SUCCESS) {
      if (response.getCode() < LOWEST_STATUS) {
        throw new ProtocolException("a status of " + response.getCode());
      }
      interim.another();
      response = connection.receiveResponseHeader();
    }
    return response;
  }
}

package io.crawlkeeper.master.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crawlkeeper.model.Leadership;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;

/** A leader that does something with each request, and then breaks the connection. */
record BreakingServer(HttpServer server) implements AutoCloseable {

  /**
   * @param operations takes the operation id of each request
   */
  static BreakingServer start(Queue<String> operations, Runnable deed) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> breakOff(exchange, operations, deed));
    server.start();
    return new BreakingServer(server);
  }

  private static void breakOff(HttpExchange exchange, Queue<String> operations, Runnable deed) {
    operations.add(exchange.getRequestHeaders().getFirst(RawRequest.OPERATION));
    deed.run();
    exchange.close();
  }

  Leadership leadership() {
    return new Leadership("master-9", "127.0.0.1:" + server.getAddress().getPort(), "nine");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

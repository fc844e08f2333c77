package io.crawlkeeper.systemtests.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What tasks call, on loopback. Some of it is answered only at the end. */
public final class Callee implements AutoCloseable {

  private static final String HELD = "/held/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final CountDownLatch free = new CountDownLatch(1);

  private Callee(HttpServer server) {
    this.server = server;
  }

  public static Callee open() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next());
      var callee = new Callee(HttpServer.create(address, 1_000));
      callee.server.setExecutor(callee.threads);
      callee.server.createContext("/", callee::answer);
      callee.server.start();
      return callee;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Is answered at once. */
  public String url(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  /** Is answered when this is closed, or the caller goes. */
  public String held(String name) {
    return url(HELD.substring(1) + name);
  }

  /** How often a URL was called. */
  public long calls(String url) {
    return calls.stream().filter(url::endsWith).count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      calls.add(path);
      if (path.startsWith(HELD)) {
        free.await();
      }
      exchange.sendResponseHeaders(204, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    free.countDown();
    server.stop(1);
    threads.shutdownNow();
  }
}

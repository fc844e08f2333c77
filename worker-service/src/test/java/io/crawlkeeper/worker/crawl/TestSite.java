package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small web site on the loopback; remembers which paths were asked for. */
public final class TestSite implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();

  private TestSite(HttpServer server) {
    this.server = server;
  }

  public static TestSite start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var site = new TestSite(HttpServer.create(address, 100));
      site.server.createContext("/", site::handle);
      site.server.setExecutor(site.threads);
      site.server.start();
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestSite page(String path, String html) {
    return on(
        path, exchange -> send(exchange, 200, "text/html; charset=utf-8", html.getBytes(UTF_8)));
  }

  public TestSite text(String path, String text) {
    return on(path, exchange -> send(exchange, 200, "text/plain", text.getBytes(UTF_8)));
  }

  public TestSite redirect(String path, String location) {
    return on(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", location);
          send(exchange, 302, "text/plain", new byte[0]);
        });
  }

  public TestSite on(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  /** Paths asked for, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void handle(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().toString();
    requests.add(path);
    try (exchange) {
      var answer = answers.get(path);
      if (answer == null) {
        send(exchange, 404, "text/plain", "not here".getBytes(UTF_8));
      } else {
        answer.give(exchange);
      }
    }
  }

  public static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Gives one response. */
  @FunctionalInterface
  public interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }
}

package io.crawlkeeper.benchmarks.due;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crawlkeeper.systemtests.harness.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site of small pages on loopback, that notes when each was asked for. */
final class Arrivals implements AutoCloseable {

  /** In which peers tell when they began. */
  static final String STARTED = "Started";

  private static final int BACKLOG = 10_000;
  private static final byte[] PAGE =
      "<html><title>page</title><body>text</body></html>".getBytes(UTF_8);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Queue<Visit>> visits = new ConcurrentHashMap<>();

  /**
   * @param started when the execution began, as its scheduler said; equal to the arrival if it said
   *     nothing
   */
  record Visit(Instant arrived, Instant started) {}

  private Arrivals(HttpServer server) {
    this.server = server;
  }

  static Arrivals open() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next());
    var arrivals = new Arrivals(HttpServer.create(address, BACKLOG));
    arrivals.server.setExecutor(arrivals.threads);
    arrivals.server.createContext("/", arrivals::answer);
    arrivals.server.start();
    return arrivals;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var now = Instant.now();
    try (exchange) {
      var said = exchange.getRequestHeaders().getFirst(STARTED);
      var visit = new Visit(now, said == null ? now : Instant.parse(said));
      visits
          .computeIfAbsent(
              exchange.getRequestURI().getPath(), path -> new ConcurrentLinkedQueue<>())
          .add(visit);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, PAGE.length);
      exchange.getResponseBody().write(PAGE);
    }
  }

  /** What the paths of pages are appended to; ends without a slash. */
  String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The visits of each page, by path. */
  Collection<Queue<Visit>> visits() {
    return visits.values();
  }

  int pages() {
    return visits.size();
  }

  void forget() {
    visits.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

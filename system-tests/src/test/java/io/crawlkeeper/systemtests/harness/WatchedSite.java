package io.crawlkeeper.systemtests.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A site on loopback that notes when each request begins and ends. Every folder has as many pages
 * as a crawl can fetch in the time of a test.
 */
public final class WatchedSite implements AutoCloseable {

  private static final int PAGES = 2_000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Duration slowness;
  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Times are those of {@link System#nanoTime}. */
  public static final class Request {
    private final String worker;
    private final long start;
    private volatile long end;

    private Request(String worker, long start) {
      this.worker = worker;
      this.start = start;
      this.end = Long.MAX_VALUE;
    }

    /** What the User-Agent field says. */
    public String worker() {
      return worker;
    }

    public long start() {
      return start;
    }

    /** The largest number while it is under way. */
    public long end() {
      return end;
    }
  }

  private WatchedSite(HttpServer server, Duration slowness) {
    this.server = server;
    this.slowness = slowness;
  }

  /**
   * @param slowness until a page is answered
   */
  public static WatchedSite open(Duration slowness) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next());
      var site = new WatchedSite(HttpServer.create(address, 1_000), slowness);
      site.server.setExecutor(site.threads);
      site.server.createContext("/", site::answer);
      site.server.start();
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a crawl of one of the folders begins. */
  public String folder(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + "/";
  }

  /** All requests so far, that for robots.txt included, in the order in which they began. */
  public List<Request> requests() {
    return requests.stream().sorted((one, other) -> Long.compare(one.start, other.start)).toList();
  }

  public long count(String worker) {
    return requests.stream().filter(request -> request.worker.equals(worker)).count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var begins = System.nanoTime(); // Before all else: its head has just been read.
    var agent = exchange.getRequestHeaders().getFirst("User-Agent");
    var request = new Request(Objects.requireNonNullElse(agent, ""), begins);
    requests.add(request);
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      if (path.equals("/robots.txt")) {
        request.end = System.nanoTime();
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      var _ = closed.await(slowness.toMillis(), TimeUnit.MILLISECONDS);
      var body = page(path).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      // Before the answer: afterwards the next request may come first.
      request.end = System.nanoTime();
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      request.end = Math.min(request.end, System.nanoTime());
    }
  }

  private static String page(String path) {
    var links =
        path.endsWith("/")
            ? IntStream.range(0, PAGES)
                .mapToObj("<a href=\"page-%d\">next</a>"::formatted)
                .collect(Collectors.joining("\n"))
            : "";
    return "<html><title>%s</title><body>%s</body></html>".formatted(path, links);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}

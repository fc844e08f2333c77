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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A site on loopback: a start page that links to all others, each answered after a while, or when
 * the test wants it.
 */
public final class Site implements AutoCloseable {

  private static final int ALL = Integer.MAX_VALUE / 2;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final int pages;
  private final Duration slowness;
  private final List<String> visits = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Semaphore answers;

  private Site(HttpServer server, int pages, Duration slowness, int answers) {
    this.server = server;
    this.pages = pages;
    this.slowness = slowness;
    this.answers = new Semaphore(answers);
  }

  /**
   * @param pages besides the start page
   * @param slowness until a page is answered
   */
  public static Site open(int pages, Duration slowness) {
    return open(pages, slowness, ALL);
  }

  /**
   * One that does not come to its end by itself.
   *
   * @param pages besides the start page
   * @param answers after how many pages it waits for {@link #goOn}
   */
  public static Site held(int pages, int answers) {
    return open(pages, Duration.ZERO, answers);
  }

  private static Site open(int pages, Duration slowness, int answers) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next());
      var site = new Site(HttpServer.create(address, 1_000), pages, slowness, answers);
      site.server.setExecutor(site.threads);
      site.server.createContext("/", site::answer);
      site.server.start();
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String start() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Answers so many pages more, those that wait for it first. */
  public void goOn(int more) {
    answers.release(more);
  }

  /** Paths of the pages asked for, in order; without robots.txt. */
  public List<String> visits() {
    return List.copyOf(visits);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      if (path.equals("/robots.txt")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      visits.add(path);
      dawdle();
      var body = page(path).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String page(String path) {
    var links =
        path.equals("/")
            ? IntStream.range(0, pages)
                .mapToObj("<a href=\"/page-%d\">next</a>"::formatted)
                .collect(Collectors.joining("\n"))
            : "<a href=\"/\">back</a>";
    return "<html><title>%s</title><body>%s</body></html>".formatted(path, links);
  }

  private void dawdle() {
    try {
      answers.acquire();
      var _ = closed.await(slowness.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}

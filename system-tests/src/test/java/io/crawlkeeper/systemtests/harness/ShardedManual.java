package io.crawlkeeper.systemtests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The manual of Java on several hosts, answered at a steady pace. Each page is on one of the hosts,
 * chosen by its path, and links between pages lead to the right one.
 */
public final class ShardedManual implements AutoCloseable {

  private static final int HOSTS = 4;

  private final JavaManual manual;
  private final long interval;
  private final int port = FreePorts.next();
  private final List<HttpServer> servers = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<String> visits = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  private ShardedManual(JavaManual manual, Duration interval) {
    this.manual = manual;
    this.interval = interval.toNanos();
  }

  /**
   * @param interval between two answers of all hosts together
   */
  public static ShardedManual serve(JavaManual manual, Duration interval) throws IOException {
    var site = new ShardedManual(manual, interval);
    for (var host = 0; host < HOSTS; host++) {
      var root = site.root(host);
      var server = HttpServer.create(new InetSocketAddress(address(host), site.port), 1_000);
      server.setExecutor(site.threads);
      server.createContext("/", exchange -> site.answer(root, exchange));
      server.start();
      site.servers.add(server);
    }
    return site;
  }

  /** Where the page of this path is. */
  public String url(String path) {
    return root(Math.floorMod(path.hashCode(), HOSTS)) + path;
  }

  /** The start page, and of each other host the first of these pages. */
  public Set<String> seeds(Collection<String> paths) {
    var hosts = new HashSet<String>();
    var seeds = new HashSet<String>();
    for (var url : paths.stream().map(this::url).toList()) {
      if (hosts.add(URI.create(url).getHost())) {
        seeds.add(url);
      }
    }
    seeds.add(url(JavaManual.START));
    return seeds;
  }

  /** URLs asked for, in order, without robots.txt: one that was asked for twice is there twice. */
  public List<String> visits() {
    return List.copyOf(visits);
  }

  private static String address(int host) {
    return "127.0.0." + (host + 1);
  }

  private String root(int host) {
    return "http://" + address(host) + ":" + port;
  }

  private void answer(String root, HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      if (!path.equals("/robots.txt")) {
        visits.add(root + path);
        await(next.getAndAccumulate(interval, ShardedManual::after));
      }
      if (!manual.isPage(path) || !url(path).equals(root + path)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      var body = page(path).getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** The time of the next answer; what was not used while nobody asked is lost. */
  private static long after(long last, long interval) {
    var now = System.nanoTime();
    return (last - now > 0 ? last : now) + interval;
  }

  private void await(long time) {
    try {
      var _ = closed.await(time - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String page(String path) throws IOException {
    var page = manual.parsed(path);
    for (var link : page.select(JavaManual.LINKS)) {
      var href = link.attr("href");
      if (!href.startsWith("#")) {
        JavaManual.target(path, href).ifPresent(target -> link.attr("href", moved(target, href)));
      }
    }
    return page.outerHtml();
  }

  /** A link to a page of another host names that host; one to a page that is missing is cut. */
  private String moved(String target, String href) {
    if (manual.isPage(target)) {
      var fragment = href.indexOf('#');
      return url(target) + (fragment < 0 ? "" : href.substring(fragment));
    }
    return target.endsWith(".html") ? "#" : href;
  }

  @Override
  public void close() {
    closed.countDown();
    servers.forEach(server -> server.stop(0));
    threads.shutdownNow();
  }
}

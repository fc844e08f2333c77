package io.crawlkeeper.systemtests.harness;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A folder as a site on loopback, served as {@code jwebserver} does it. */
public final class StaticSite implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> visits = new CopyOnWriteArrayList<>();

  private StaticSite(HttpServer server) {
    this.server = server;
  }

  public static StaticSite of(Path folder) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next());
    var site = new StaticSite(HttpServer.create(address, 100));
    var files = SimpleFileServer.createFileHandler(folder.toRealPath());
    var context = site.server.createContext("/", files);
    context
        .getFilters()
        .add(
            Filter.beforeHandler(
                "visits", exchange -> site.visits.add(exchange.getRequestURI().getPath())));
    site.server.setExecutor(site.threads);
    site.server.start();
    return site;
  }

  public String start() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Paths asked for, in order; without robots.txt. */
  public List<String> visits() {
    return visits.stream().filter(path -> !path.equals("/robots.txt")).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

package io.crawlkeeper.benchmarks.crawl;

import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.FreePorts;
import io.crawlkeeper.systemtests.harness.JavaManual;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The site, served by nginx in a process of its own, that keeps a log of what was asked for. */
final class Origin implements AutoCloseable {

  private final int port = FreePorts.next();
  private final Path folder;
  private final Program nginx;

  private Origin(Path folder, Path site) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("nginx.conf"), configuration(site));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    nginx = Program.start(folder, List.of("nginx", "-p", folder + "/", "-c", "nginx.conf"));
  }

  private String configuration(Path site) {
    return """
    daemon off;
    master_process off;
    pid nginx.pid;
    error_log error.log;
    events { worker_connections 1024; }
    http {
      types { text/html html; text/css css; application/javascript js; image/png png; }
      log_format pages '$status $uri';
      access_log access.log pages;
      sendfile on;
      keepalive_requests 1000000;
      client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp;
      uwsgi_temp_path temp; scgi_temp_path temp;
      server { listen 127.0.0.1:%d; root %s; index index.html; }
    }
    """
        .formatted(port, site);
  }

  /** Serves when this returns. */
  static Origin serve(Path folder, JavaManual manual) {
    var origin = new Origin(folder, manual.folder());
    await("nginx serves")
        .atMost(Duration.ofSeconds(20))
        .until(() -> Api.status("127.0.0.1:" + origin.port, "/robots.txt") == 404);
    return origin;
  }

  String root() {
    return "http://127.0.0.1:" + port;
  }

  String start() {
    return root() + JavaManual.START;
  }

  /** Paths of the pages that were given away, each once. */
  Set<String> pages() throws IOException {
    try (var lines = Files.lines(folder.resolve("access.log"))) {
      var pages = new TreeSet<String>();
      lines
          .filter(line -> line.startsWith("200 ") && line.endsWith(".html"))
          .forEach(line -> pages.add(line.substring(4)));
      return pages;
    }
  }

  @Override
  public void close() {
    nginx.close();
  }
}

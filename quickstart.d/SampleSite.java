import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** The site that is crawled, served by the JDK's own web server in this process. */
final class SampleSite {
  private final Path folder;
  private final int port;

  SampleSite(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Serves until the process ends. */
  void serve() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      var files = SimpleFileServer.createFileHandler(folder);
      var server = HttpServer.create(address, 0, "/", files, new Unchanged(folder));
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
    } catch (BindException e) {
      throw new Failure(
          "The sample site cannot be served on port %d: %s.".formatted(port, e.getMessage()));
    }
  }

  String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** The URL of every page; a folder stands for its index. */
  Set<String> pages() throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".html"))
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .map(path -> url() + path.replaceFirst("(^|/)index\\.html$", "$1"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}

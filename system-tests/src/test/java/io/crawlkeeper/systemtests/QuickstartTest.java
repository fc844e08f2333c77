package io.crawlkeeper.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.crawlkeeper.systemtests.harness.Folders;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Parts of the quickstart, which is compiled as it starts, and belongs to no module. */
class QuickstartTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static URLClassLoader classes;

  @BeforeAll
  static void compile() throws IOException {
    var folder = Folders.fresh("quickstart-classes");
    var arguments = new ArrayList<>(List.of("-d", folder.toString()));
    try (var sources = Files.list(ROOT.resolve("quickstart.d"))) {
      sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    classes = new URLClassLoader(new java.net.URL[] {folder.toUri().toURL()});
  }

  @AfterAll
  static void close() throws IOException {
    classes.close();
  }

  private static Object make(String name, Object... arguments) throws Exception {
    var constructor = classes.loadClass(name).getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return constructor.newInstance(arguments);
  }

  private static HttpServer server(HttpHandler handler) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var server = HttpServer.create(address, 0, "/", handler);
    server.start();
    return server;
  }

  @Test
  void endsInASentenceWhenItsTaskIsDeleted() throws Exception {
    var looks = new AtomicInteger();
    var server =
        server(
            exchange -> {
              var list = exchange.getRequestURI().getPath().endsWith("/tasks");
              if (list) {
                answer(exchange, 200, "{\"items\": []}");
              } else if (exchange.getRequestMethod().equals("PUT") || looks.incrementAndGet() < 3) {
                answer(exchange, 200, "{\"status\": {\"state\": \"running\"}}");
              } else {
                answer(exchange, 404, "{\"code\": \"no-such-task\"}");
              }
            });
    try {
      assertThatThrownBy(() -> crawl(server.getAddress().getPort()))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessage(
              "The task quickstart-1 was deleted before its crawl had ended, so the quickstart"
                  + " ends too.");
    } finally {
      server.stop(0);
    }
  }

  private static Object crawl(int port) throws Exception {
    var services = make("Services", ROOT, ROOT);
    var crawl = make("Crawl", make("MasterApi", port), services, make("Screen", false));
    var run = crawl.getClass().getDeclaredMethod("run", String.class, String.class);
    run.setAccessible(true);
    return run.invoke(crawl, null, "http://127.0.0.1/");
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    var body = json.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}

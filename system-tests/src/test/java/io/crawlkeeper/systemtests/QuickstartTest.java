package io.crawlkeeper.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import io.crawlkeeper.systemtests.harness.Folders;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

  private static HttpServer server(HttpHandler handler, Filter... filters) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var server = HttpServer.create(address, 0, "/", handler, filters);
    server.start();
    return server;
  }

  @Test
  void sparesPagesThatHaveNotChanged() throws Exception {
    var site = ROOT.resolve("samples/site");
    var server = server(SimpleFileServer.createFileHandler(site), (Filter) make("Unchanged", site));
    try (var client = HttpClient.newHttpClient()) {
      for (var page : List.of("/", "/about.html", "/tides/2026/")) {
        var first = ask(client, server, page, "Accept", "*/*");
        assertThat(first.statusCode()).isEqualTo(200);
        var date = first.headers().firstValue("Last-Modified").orElseThrow();

        var again = ask(client, server, page, "If-Modified-Since", date);
        assertThat(again.statusCode()).as(page).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        var old = "Mon, 01 Jan 2001 00:00:00 GMT";
        assertThat(ask(client, server, page, "If-Modified-Since", old).statusCode()).isEqualTo(200);
        assertThat(ask(client, server, page, "If-Modified-Since", "x").statusCode()).isEqualTo(200);
        var tagged = new String[] {"If-None-Match", "\"a\"", "If-Modified-Since", date};
        assertThat(ask(client, server, page, tagged).statusCode()).isEqualTo(200);
      }
      var late = "Fri, 01 Jan 2100 00:00:00 GMT";
      for (var none : List.of("/nowhere.html", "/..%2f..%2fquickstart", "/tides")) {
        assertThat(ask(client, server, none, "If-Modified-Since", late).statusCode())
            .as(none)
            .isNotIn(200, 304);
      }
    } finally {
      server.stop(0);
    }
  }

  private static HttpResponse<String> ask(
      HttpClient client, HttpServer server, String page, String... headers) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + page);
    return client.send(
        HttpRequest.newBuilder(uri).headers(headers).build(), BodyHandlers.ofString());
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

package io.crawlkeeper.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The web layer of a node alone, on a real Tomcat at a free port of the loopback address. */
public final class WebNode implements AutoCloseable {

  private final ServletWebServerApplicationContext context;

  private WebNode(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  public static WebNode start(Class<?> app, Consumer<GenericApplicationContext> beans) {
    return start(app, beans, Map.of());
  }

  /**
   * @param beans registers what the app needs from the rest of the node
   * @param more properties of Spring Boot
   */
  public static WebNode start(
      Class<?> app, Consumer<GenericApplicationContext> beans, Map<String, Object> more) {
    return new WebNode(
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(app)
                .web(WebApplicationType.SERVLET)
                .properties(
                    Map.of(
                        "spring.config.name", "none",
                        "server.port", "0",
                        "server.address", "127.0.0.1",
                        "spring.main.banner-mode", "off",
                        "spring.cloud.zookeeper.enabled", "false",
                        "spring.cloud.discovery.enabled", "false"))
                .properties(more)
                .initializers(started -> beans.accept((GenericApplicationContext) started))
                .run());
  }

  public int port() {
    return Objects.requireNonNull(context.getWebServer()).getPort();
  }

  public URI uri(String target) {
    return URI.create("http://127.0.0.1:" + port() + target);
  }

  public HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(target)).build());
  }

  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  @Override
  public void close() {
    context.close();
  }
}

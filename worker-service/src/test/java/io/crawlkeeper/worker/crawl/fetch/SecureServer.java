package io.crawlkeeper.worker.crawl.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.DiscardingEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.http2.ssl.H2ServerTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;

/** A server of https for 127.0.0.1 with a certificate of its own; answers with the protocol. */
final class SecureServer implements AutoCloseable {
  static final int LARGE = 20_000_000;
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final HttpAsyncServer server;
  private final int port;
  private final SSLContext trusting;

  private SecureServer(HttpAsyncServer server, int port, SSLContext trusting) {
    this.server = server;
    this.port = port;
    this.trusting = trusting;
  }

  static SecureServer start(Path folder, HttpVersionPolicy policy) {
    return start(folder, policy, new Echo());
  }

  /** One that answers in another way. */
  static SecureServer start(Path folder, HttpVersionPolicy policy, Handler handler) {
    try {
      var store = certificate(folder);
      var identity =
          SSLContexts.custom().loadKeyMaterial(store.toFile(), PASSWORD, PASSWORD).build();
      var server =
          H2ServerBootstrap.bootstrap()
              .setCanonicalHostName("127.0.0.1")
              .setVersionPolicy(policy)
              .setTlsStrategy(new H2ServerTlsStrategy(identity))
              .register("*", handler)
              .create();
      server.start();
      var endpoint =
          server
              .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), URIScheme.HTTPS)
              .get();
      return new SecureServer(
          server,
          port(endpoint),
          SSLContexts.custom().loadTrustMaterial(store.toFile(), PASSWORD).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One that only takes connections, of HTTP/1.1, with the certificate of the others. */
  static ServerSocket socket(Path folder) throws Exception {
    var store = certificate(folder).toFile();
    return SSLContexts.custom()
        .loadKeyMaterial(store, PASSWORD, PASSWORD)
        .build()
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static int port(ListenerEndpoint endpoint) {
    return ((InetSocketAddress) endpoint.getAddress()).getPort();
  }

  private static Path certificate(Path folder) throws IOException, InterruptedException {
    var store = folder.resolve("server.p12");
    if (!Files.exists(store)) {
      var command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
              "-genkeypair",
              "-alias",
              "server",
              "-keyalg",
              "EC",
              "-dname",
              "CN=127.0.0.1",
              "-ext",
              "san=ip:127.0.0.1",
              "-storetype",
              "PKCS12",
              "-storepass",
              "changeit",
              "-keystore",
              store.toString());
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("keytool failed");
      }
    }
    return store;
  }

  String url(String path) {
    return "https://127.0.0.1:" + port + path;
  }

  int port() {
    return port;
  }

  /** What trusts this server. */
  SSLContext trusting() {
    return trusting;
  }

  @Override
  public void close() {
    server.close(CloseMode.IMMEDIATE);
  }

  /** Answers requests that have no body. */
  interface Handler extends AsyncServerRequestHandler<Message<HttpRequest, Void>> {
    @Override
    default AsyncRequestConsumer<Message<HttpRequest, Void>> prepare(
        HttpRequest request, @Nullable EntityDetails entity, HttpContext context) {
      return new BasicRequestConsumer<>(new DiscardingEntityConsumer<Void>());
    }
  }

  private static final class Echo implements Handler {
    @Override
    public void handle(
        Message<HttpRequest, Void> message, ResponseTrigger trigger, HttpContext context)
        throws HttpException, IOException {
      var request = message.getHead();
      var body =
          request.getPath().equals("/large")
              ? new byte[LARGE]
              : String.valueOf(request.getVersion()).getBytes(UTF_8);
      trigger.submitResponse(
          AsyncResponseBuilder.create(200)
              .setEntity(body, ContentType.TEXT_PLAIN)
              .addHeader("X-Agent", request.getFirstHeader("User-Agent").getValue())
              .build(),
          context);
    }
  }
}

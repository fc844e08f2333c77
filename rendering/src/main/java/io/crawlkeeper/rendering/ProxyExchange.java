package io.crawlkeeper.rendering;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.crawlkeeper.worker.crawl.fetch.AddressGuard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of the browser: a request for a URL of http, or a tunnel to a host. */
final class ProxyExchange {

  private static final Logger log = LoggerFactory.getLogger(ProxyExchange.class);
  private static final int CONNECT_MILLIS = 5_000;
  private static final int SILENCE_MILLIS = 60_000;
  private static final int CHUNK = 16 << 10;

  private final AddressGuard guard;
  private final GuardedProxy proxy;
  private final Socket browser;

  ProxyExchange(AddressGuard guard, GuardedProxy proxy, Socket browser) {
    this.guard = guard;
    this.proxy = proxy;
    this.browser = browser;
  }

  void carryOut() throws IOException {
    browser.setSoTimeout(SILENCE_MILLIS);
    var request = ProxyRequest.read(browser.getInputStream());
    if (request == null) {
      answer("400 Bad Request");
      return;
    }
    var address = permitted(request.host());
    if (address == null) {
      log.info("A page may not load from {}", request.host());
      answer("403 Forbidden");
      return;
    }
    try (var origin = new Socket()) {
      proxy.enter(origin);
      connect(origin, new InetSocketAddress(address, request.port()), request);
    }
  }

  /** An address of the host that may be visited; null if there is none. */
  private @Nullable InetAddress permitted(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .filter(guard::permits)
          .findFirst()
          .orElse(null);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private void connect(Socket origin, InetSocketAddress to, ProxyRequest request)
      throws IOException {
    try {
      origin.connect(to, CONNECT_MILLIS);
      origin.setSoTimeout(SILENCE_MILLIS);
    } catch (IOException e) {
      answer("502 Bad Gateway");
      proxy.leave(origin);
      return;
    }
    try {
      if (request.isTunnel()) {
        browser.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
      } else {
        origin.getOutputStream().write(request.forwarded());
      }
      Thread.startVirtualThread(() -> upload(origin));
      download(origin.getInputStream(), browser.getOutputStream());
    } finally {
      proxy.leave(origin);
    }
  }

  private void upload(Socket origin) {
    try {
      browser.getInputStream().transferTo(origin.getOutputStream());
      origin.shutdownOutput();
    } catch (IOException e) {
      // The other direction ends by it, too.
    }
  }

  private void download(InputStream from, OutputStream to) throws IOException {
    var chunk = new byte[CHUNK];
    for (var n = from.read(chunk); n >= 0; n = from.read(chunk)) {
      proxy.received(n);
      to.write(chunk, 0, n);
    }
  }

  private void answer(String status) throws IOException {
    var text = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    browser.getOutputStream().write(text.getBytes(ISO_8859_1));
  }
}

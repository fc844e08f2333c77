package io.crawlkeeper.rendering;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.crawlkeeper.worker.crawl.fetch.AddressGuard;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of the browser: a request for a URL of http, or a tunnel to a host. */
final class ProxyExchange {

  private static final Logger log = LoggerFactory.getLogger(ProxyExchange.class);
  private static final int CONNECT_MILLIS = 5_000;
  private static final Duration SILENCE = Duration.ofMinutes(1);

  /** How often a silent connection is looked at. */
  private static final int LOOK_MILLIS = 250;

  private static final int CHUNK = 16 << 10;

  private final AddressGuard guard;
  private final GuardedProxy proxy;
  private final Socket browser;
  private final Queue queue;

  /**
   * @param queue of the page that is shown
   */
  ProxyExchange(AddressGuard guard, GuardedProxy proxy, Socket browser, Queue queue) {
    this.guard = guard;
    this.proxy = proxy;
    this.browser = browser;
    this.queue = queue;
  }

  void carryOut() throws IOException {
    browser.setSoTimeout(Math.toIntExact(SILENCE.toMillis()));
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
      var _ = proxy.enter(origin);
      try {
        carryOut(request, origin, new InetSocketAddress(address, request.port()));
      } finally {
        proxy.leave(origin);
      }
    }
  }

  private void carryOut(ProxyRequest request, Socket origin, InetSocketAddress to)
      throws IOException {
    Ticket.Line line = () -> queue.await(request, () -> GuardedProxy.end(origin));
    try (var ticket = new Ticket(line, request.isTunnel())) {
      try {
        ticket.take();
        origin.connect(to, CONNECT_MILLIS);
        origin.setSoTimeout(LOOK_MILLIS);
        ticket.depart();
      } catch (IOException e) {
        log.debug("Nothing is loaded from {}", request.host(), e);
        answer("502 Bad Gateway");
        return;
      }
      if (request.isTunnel()) {
        browser.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
      } else {
        origin.getOutputStream().write(request.forwarded());
      }
      Thread.startVirtualThread(() -> upload(origin, ticket));
      download(origin.getInputStream(), ticket);
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

  private void upload(Socket origin, Ticket ticket) {
    try {
      var from = browser.getInputStream();
      var chunk = new byte[CHUNK];
      for (var n = from.read(chunk); n >= 0; n = from.read(chunk)) {
        ticket.sendMore();
        origin.getOutputStream().write(chunk, 0, n);
      }
      origin.shutdownOutput();
    } catch (IOException e) {
      GuardedProxy.end(origin); // The other direction ends by it, too.
    }
  }

  private void download(InputStream from, Ticket ticket) throws IOException {
    var chunk = new byte[CHUNK];
    for (var n = read(from, chunk, ticket); n >= 0; n = read(from, chunk, ticket)) {
      ticket.receive();
      proxy.received(n);
      browser.getOutputStream().write(chunk, 0, n);
    }
  }

  private static int read(InputStream from, byte[] chunk, Ticket ticket) throws IOException {
    while (true) {
      try {
        return from.read(chunk);
      } catch (SocketTimeoutException e) {
        ticket.rest(SILENCE);
      }
    }
  }

  private void answer(String status) throws IOException {
    var text = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    browser.getOutputStream().write(text.getBytes(ISO_8859_1));
  }
}

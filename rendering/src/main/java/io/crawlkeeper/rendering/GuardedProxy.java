package io.crawlkeeper.rendering;

import io.crawlkeeper.worker.crawl.fetch.AddressGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The only way of a browser to the network: an HTTP proxy on loopback that connects to none but
 * permitted addresses, and to the very address that it has checked. While no page is shown it takes
 * no connection, so that nothing is loaded behind the back of the crawl.
 */
final class GuardedProxy implements AutoCloseable {

  private static final int BACKLOG = 100;

  private final AddressGuard guard;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong left = new AtomicLong();
  private volatile boolean open;

  private GuardedProxy(AddressGuard guard, ServerSocket server) {
    this.guard = guard;
    this.server = server;
  }

  static GuardedProxy start(AddressGuard guard) throws IOException {
    var server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    var proxy = new GuardedProxy(guard, server);
    Thread.ofPlatform().name("render-proxy").daemon().start(proxy::accept);
    return proxy;
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** Lets a page load so many bytes. */
  void open(long bytes) {
    left.set(bytes);
    open = true;
  }

  /** Ends all connections, and takes none until the next page. */
  void shut() {
    open = false;
    sockets.forEach(GuardedProxy::end);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var browser = server.accept();
        Thread.startVirtualThread(() -> serve(browser));
      } catch (IOException e) {
        // Closed, or a connection that broke before it stood.
      }
    }
  }

  private void serve(Socket browser) {
    try (browser) {
      enter(browser);
      new ProxyExchange(guard, this, browser).carryOut();
    } catch (IOException e) {
      // One side is gone, or may not be reached: the browser sees a connection that ends.
    } finally {
      sockets.remove(browser);
    }
  }

  /** Takes note of a connection, so that it ends with its page. */
  void enter(Socket socket) throws IOException {
    sockets.add(socket);
    if (!open) {
      socket.close();
      throw new IOException("no page is shown");
    }
  }

  void leave(Socket socket) {
    sockets.remove(socket);
  }

  /**
   * Counts what was received.
   *
   * @throws IOException if that is more than the page may load
   */
  void received(int bytes) throws IOException {
    if (left.addAndGet(-bytes) < 0) {
      throw new IOException("the page loads too much");
    }
  }

  /** Whether the page has tried to load more than it may. */
  boolean exceeded() {
    return left.get() < 0;
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is given up anyway.
    }
  }

  @Override
  public void close() {
    shut();
    try {
      server.close();
    } catch (IOException e) {
      // It is given up anyway.
    }
  }
}

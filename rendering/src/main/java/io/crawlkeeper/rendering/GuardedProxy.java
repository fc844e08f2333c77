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
import org.jspecify.annotations.Nullable;

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

  /** Of the page that is shown; null while there is none. */
  private volatile @Nullable Queue queue;

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

  /**
   * Lets a page load so many bytes.
   *
   * @param line in which its requests wait
   */
  void open(long bytes, Queue line) {
    left.set(bytes);
    queue = line;
  }

  /** Ends all connections, and takes none until the next page. */
  void shut() {
    var line = queue;
    queue = null;
    if (line != null) {
      line.end();
    }
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
      new ProxyExchange(guard, this, browser, enter(browser)).carryOut();
    } catch (IOException e) {
      // One side is gone, or may not be reached: the browser sees a connection that ends.
    } finally {
      sockets.remove(browser);
    }
  }

  /**
   * Takes note of a connection, so that it ends with its page.
   *
   * @return where its requests wait
   * @throws IOException if no page is shown
   */
  Queue enter(Socket socket) throws IOException {
    sockets.add(socket);
    var line = queue;
    if (line == null) {
      socket.close();
      throw new IOException("no page is shown");
    }
    return line;
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

  static void end(Socket socket) {
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

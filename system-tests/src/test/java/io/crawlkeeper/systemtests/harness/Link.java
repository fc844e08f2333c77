package io.crawlkeeper.systemtests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a server over which requests can be lost: TCP, forwarded byte by byte. */
public final class Link implements AutoCloseable {

  private final ServerSocket entrance;
  private final int exit;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger largestLost = new AtomicInteger();
  private volatile boolean losing;

  private Link(ServerSocket entrance, int exit) {
    this.entrance = entrance;
    this.exit = exit;
  }

  /**
   * @param server {@code host:port} on loopback
   */
  public static Link to(String server) {
    try {
      var loopback = InetAddress.getLoopbackAddress();
      var link =
          new Link(
              new ServerSocket(FreePorts.next(), 100, loopback),
              Integer.parseInt(server.substring(server.indexOf(':') + 1)));
      Thread.ofVirtual().start(link::acceptAll);
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String address() {
    return "127.0.0.1:" + entrance.getLocalPort();
  }

  /** From now on requests get lost on the way; answers still come through. */
  public void loseRequests() {
    largestLost.set(0);
    losing = true;
  }

  /** Bytes of the largest piece that got lost. */
  public int largestLost() {
    return largestLost.get();
  }

  /** Breaks the connections, as they have holes now; new ones are as good as ever. */
  public void mend() {
    sockets.forEach(Link::close);
    sockets.clear();
    losing = false;
  }

  private void acceptAll() {
    try {
      while (true) {
        connect(entrance.accept());
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void connect(Socket client) {
    sockets.add(client);
    try {
      var server = new Socket(InetAddress.getLoopbackAddress(), exit);
      sockets.add(server);
      Thread.ofVirtual().start(() -> forward(client, server, true));
      Thread.ofVirtual().start(() -> forward(server, client, false));
    } catch (IOException e) {
      close(client);
    }
  }

  private void forward(Socket from, Socket to, boolean requests) {
    var buffer = new byte[64 << 10];
    try {
      for (var read = 0; read >= 0; read = from.getInputStream().read(buffer)) {
        if (requests && losing) {
          largestLost.accumulateAndGet(read, Math::max);
        } else {
          to.getOutputStream().write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // Broken from one side; the other is told by closing it.
    }
    close(from);
    close(to);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    mend();
  }
}

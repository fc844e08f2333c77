package io.crawlkeeper.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a client and a server on loopback, and loses what it is told to lose. Connections
 * that it cuts can be made again.
 */
public final class LossyProxy implements AutoCloseable {

  private enum Mode {
    PASS,
    LOSE_REPLY,
    LOSE_REQUEST,
    SILENT
  }

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Mode mode = Mode.PASS;

  /** Listens on a free port of loopback and passes on to that port of loopback. */
  public LossyProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** The next thing that the server says is lost, and the connection with it. */
  public void loseNextReply() {
    mode = Mode.LOSE_REPLY;
  }

  /** The next thing that the client says is lost, and the connection with it. */
  public void loseNextRequest() {
    mode = Mode.LOSE_REQUEST;
  }

  /** From now on nothing gets through, while connections stay open. */
  public void fallSilent() {
    mode = Mode.SILENT;
  }

  /** From now on all gets through. */
  public void pass() {
    mode = Mode.PASS;
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        var client = listener.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> pump(client, server, Mode.LOSE_REQUEST));
        Thread.ofVirtual().start(() -> pump(server, client, Mode.LOSE_REPLY));
      }
    } catch (IOException e) {
      closeAll();
    }
  }

  private void pump(Socket from, Socket to, Mode loss) {
    try (from;
        to) {
      pump(from.getInputStream(), to.getOutputStream(), loss);
    } catch (IOException e) {
      open.remove(from);
      open.remove(to);
    }
  }

  private void pump(InputStream from, OutputStream to, Mode loss) throws IOException {
    var buffer = new byte[64 << 10];
    for (var read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      if (mode == loss) {
        mode = Mode.PASS;
        throw new IOException("lost on purpose");
      }
      if (mode != Mode.SILENT) {
        to.write(buffer, 0, read);
        to.flush();
      }
    }
  }

  private void closeAll() {
    for (var socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    closeAll();
  }
}

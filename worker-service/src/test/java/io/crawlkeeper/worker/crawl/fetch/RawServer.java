package io.crawlkeeper.worker.crawl.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Reads one request on each connection and answers with whatever bytes the test likes. */
final class RawServer implements AutoCloseable {
  private final ServerSocket socket;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private RawServer(ServerSocket socket) {
    this.socket = socket;
  }

  static RawServer start(Answer answer) throws IOException {
    return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
  }

  static RawServer start(ServerSocket socket, Answer answer) {
    var server = new RawServer(socket);
    Thread.startVirtualThread(() -> server.serve(answer));
    return server;
  }

  int port() {
    return socket.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/";
  }

  /** Heads of the requests that came, as they were sent. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void serve(Answer answer) {
    while (!socket.isClosed()) {
      try {
        var connection = socket.accept();
        Thread.startVirtualThread(() -> serve(connection, answer));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection, Answer answer) {
    try (connection) {
      requests.add(head(connection.getInputStream()));
      answer.give(connection.getOutputStream());
    } catch (IOException e) {
      // The client has gone, as some tests want it to.
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    for (int last = 0, c = in.read(); c >= 0; c = in.read()) {
      head.write(c);
      last = c == '\r' ? last : c == '\n' ? last + 1 : 0;
      if (last == 2) {
        break;
      }
    }
    return head.toString(ISO_8859_1);
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /**
   * An answer that leaves the connection open, and no other to what comes on it, but {@code next}
   * on all other connections.
   */
  static Answer firstKept(String first, Answer next) {
    var served = new AtomicBoolean();
    return out -> {
      if (served.getAndSet(true)) {
        next.give(out);
        return;
      }
      out.write(bytes(first));
      out.flush();
      LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1));
    };
  }

  /** An answer with a status of 200. */
  static Answer ok(String fields, byte[] body) {
    return out -> {
      out.write(
          bytes(
              "HTTP/1.1 200 OK\r\nConnection: close\r\n"
                  + fields
                  + "Content-Length: "
                  + body.length
                  + "\r\n\r\n"));
      out.write(body);
    };
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Writes one answer. */
  @FunctionalInterface
  interface Answer {
    void give(OutputStream out) throws IOException;
  }
}

package io.crawlkeeper.worker.crawl.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Reads one request on each connection and answers with whatever bytes the test likes. */
final class RawServer implements AutoCloseable {
  private final ServerSocket socket;

  private RawServer(ServerSocket socket) {
    this.socket = socket;
  }

  static RawServer start(Answer answer) throws IOException {
    var server = new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.startVirtualThread(() -> server.serve(answer));
    return server;
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/";
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

  private static void serve(Socket connection, Answer answer) {
    try (connection) {
      var in = connection.getInputStream();
      for (int last = 0, c = in.read(); c >= 0; c = in.read()) {
        last = c == '\r' ? last : c == '\n' ? last + 1 : 0;
        if (last == 2) {
          break;
        }
      }
      answer.give(connection.getOutputStream());
    } catch (IOException e) {
      // The client has gone, as some tests want it to.
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
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

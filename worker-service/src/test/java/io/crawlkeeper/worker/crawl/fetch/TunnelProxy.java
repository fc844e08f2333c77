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

/** Answers CONNECT, and then passes bytes on to one port of the loopback. */
final class TunnelProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final int target;
  private final String answer;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private TunnelProxy(ServerSocket socket, int target, String answer) {
    this.socket = socket;
    this.target = target;
    this.answer = answer;
  }

  static TunnelProxy start(int target, String answer) throws IOException {
    var proxy =
        new TunnelProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target, answer);
    Thread.startVirtualThread(proxy::serve);
    return proxy;
  }

  int port() {
    return socket.getLocalPort();
  }

  List<String> requests() {
    return requests;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        var client = socket.accept();
        Thread.startVirtualThread(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      requests.add(head(client.getInputStream()));
      client.getOutputStream().write(answer.getBytes(ISO_8859_1));
      var back = client.getOutputStream();
      var from = server.getInputStream();
      Thread.startVirtualThread(() -> pass(from, back));
      pass(client.getInputStream(), server.getOutputStream());
    } catch (IOException e) {
      // One of the two has gone.
    }
  }

  private static void pass(InputStream in, OutputStream out) {
    try {
      in.transferTo(out);
    } catch (IOException e) {
      // One of the two has gone.
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      head.write(in.read());
    }
    return head.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

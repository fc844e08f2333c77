package io.crawlkeeper.rendering;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that counts connections, whatever is said over them, and answers paths it knows. */
final class Origin implements AutoCloseable {

  private static final String HELD = "";

  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final ServerSocket server;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final Map<String, String> heads = new ConcurrentHashMap<>();

  private Origin(ServerSocket server) {
    this.server = server;
  }

  static Origin at(String address) throws IOException {
    var server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    var origin = new Origin(server);
    Thread.ofVirtual().start(origin::accept);
    return origin;
  }

  String root() {
    return "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
  }

  /**
   * @param response from its status on, such as {@code 200 OK}
   */
  Origin answer(String path, String response) {
    answers.put(path, "HTTP/1.1 " + response);
    return this;
  }

  /** First lines of what was sent here; an empty one for a connection over which nothing came. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  /** Has a path not be answered. */
  void hold(String path) {
    answers.put(path, HELD);
  }

  /** How many requests were under way together at most. */
  int mostAtOnce() {
    return most.get();
  }

  /** The fields of what was last asked for a path, a line each, in lower case. */
  String head(String path) {
    return heads.getOrDefault(path, "");
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.startVirtualThread(() -> serve(socket));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var line = line(socket.getInputStream());
      asked.add(line);
      most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
      var path = line.split(" ", -1).length > 1 ? line.split(" ", -1)[1] : "";
      heads.put(path, fields(socket.getInputStream()));
      var answer = answers.getOrDefault(path, "HTTP/1.1 404 Not Found\r\n\r\n");
      if (!answer.equals(HELD)) {
        underWay.decrementAndGet();
        socket.getOutputStream().write(answer.getBytes(UTF_8));
        socket.getOutputStream().flush();
        socket.shutdownOutput();
      }
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The other side is gone.
    }
  }

  private static String fields(InputStream in) throws IOException {
    var fields = new StringBuilder();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      fields.append(line.toLowerCase(Locale.ROOT)).append('\n');
    }
    return fields.toString();
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

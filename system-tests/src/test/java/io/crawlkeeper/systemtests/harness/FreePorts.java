package io.crawlkeeper.systemtests.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports that nobody listens on. Below those that systems give to outgoing connections, so that none
 * of these takes one before its server is started.
 */
public final class FreePorts {

  private static final int LOWEST = 20_000;
  private static final int COUNT = 10_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePorts() {}

  /** One that was not given before. */
  public static int next() {
    for (var i = 0; i < COUNT; i++) {
      var port = LOWEST + NEXT.getAndIncrement() % COUNT;
      if (free(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port");
  }

  private static boolean free(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

package io.crawlkeeper.master;

import io.crawlkeeper.model.HostPort;
import io.crawlkeeper.model.Leadership;

/** Under which address others reach this master; the port is known when the server listens. */
final class OwnAddress {

  private final String host;
  private volatile int port;

  OwnAddress(String host) {
    this.host = host;
  }

  void listening(int onPort) {
    port = onPort;
  }

  Leadership leadership(String master, String latch) {
    return new Leadership(master, HostPort.text(host, port), latch);
  }
}

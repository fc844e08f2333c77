package io.crawlkeeper.worker.crawl.fetch;

import org.jspecify.annotations.Nullable;

/**
 * A forward proxy with its credentials. Its text does not tell the password.
 *
 * @param user null if it asks for none
 * @param password null if it asks for none
 */
public record Proxy(String host, int port, @Nullable String user, @Nullable String password) {
  @Override
  public String toString() {
    return host + ':' + port;
  }
}

package io.crawlkeeper.model;

/** A host and a port in one text, as in URLs. */
public final class HostPort {
  private HostPort() {}

  /**
   * As RFC 3986 has it: addresses of IPv6 stand in brackets.
   *
   * @param host a name or an address
   */
  public static String text(String host, int port) {
    var bare = host.contains(":") && !host.startsWith("[");
    return (bare ? "[" + host + "]" : host) + ":" + port;
  }
}

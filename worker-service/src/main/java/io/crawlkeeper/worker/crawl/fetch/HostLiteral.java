package io.crawlkeeper.worker.crawl.fetch;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hosts that are addresses, not names. */
final class HostLiteral {
  /** Where browsers see an IPv4 address: the last label is a number (WHATWG URL, 3.5). */
  private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");

  private static final Pattern PLAIN_IPV4 =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private HostLiteral() {}

  /**
   * The address that {@code host} spells; null if it is a name.
   *
   * @throws LookupException if it is an address in a spelling that others read differently, such as
   *     {@code 0177.0.0.1}
   */
  static @Nullable InetAddress parse(String host) throws LookupException {
    if (host.startsWith("[") && host.endsWith("]")) {
      return literal(host, host.substring(1, host.length() - 1));
    }
    if (host.indexOf(':') >= 0 || PLAIN_IPV4.matcher(host).matches()) {
      return literal(host, host);
    }
    if (NUMERIC.matcher(host).matches()) {
      throw unusual(host);
    }
    return null;
  }

  private static InetAddress literal(String host, String address) throws LookupException {
    if (address.length() < host.length() && !IPV6.matcher(address).matches()) {
      throw unusual(host);
    }
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      throw unusual(host);
    }
  }

  private static LookupException unusual(String host) {
    return new LookupException(
        FailureKind.ADDRESS, "address refused: " + host + " is no address in the usual spelling");
  }
}

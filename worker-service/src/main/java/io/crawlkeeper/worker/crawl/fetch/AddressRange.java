package io.crawlkeeper.worker.crawl.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A block of IP addresses in CIDR form, such as {@code 10.0.0.0/8} or {@code fd00::/8}; a bare
 * address is a block of one.
 */
public final class AddressRange {
  private final byte[] network;
  private final int prefix;

  private AddressRange(byte[] network, int prefix) {
    this.network = network;
    this.prefix = prefix;
  }

  /**
   * @throws IllegalArgumentException if {@code text} is no block of addresses
   */
  public static AddressRange parse(String text) {
    var slash = text.indexOf('/');
    var network = address(slash < 0 ? text : text.substring(0, slash), text);
    var bits = network.length * 8;
    return new AddressRange(
        network, slash < 0 ? bits : prefix(text.substring(slash + 1), bits, text));
  }

  public boolean contains(InetAddress address) {
    return contains(address.getAddress());
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    var whole = prefix / 8;
    var mask = 0xff00 >> (prefix % 8);
    return Arrays.equals(address, 0, whole, network, 0, whole)
        && (prefix % 8 == 0 || ((address[whole] ^ network[whole]) & mask & 0xff) == 0);
  }

  private static byte[] address(String literal, String text) {
    // Only literals may reach the resolver: a name would be looked up.
    var ipv6 = literal.indexOf(':') >= 0 && literal.matches("[0-9a-fA-F:.]+");
    var ipv4 = literal.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    try {
      if (ipv4 || ipv6) {
        return InetAddress.getByName(literal).getAddress();
      }
    } catch (UnknownHostException e) {
      throw malformed(text, e);
    }
    throw malformed(text, null);
  }

  private static int prefix(String digits, int bits, String text) {
    var prefix = digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException(
          "\"%s\": the number after the slash must be from 0 to %d".formatted(text, bits));
    }
    return prefix;
  }

  private static IllegalArgumentException malformed(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "\"%s\" is no block of addresses such as 10.0.0.0/8 or fd00::/8".formatted(text), cause);
  }
}

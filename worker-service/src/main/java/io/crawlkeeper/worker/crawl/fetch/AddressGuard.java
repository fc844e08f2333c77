package io.crawlkeeper.worker.crawl.fetch;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the crawl of a stranger's links out of our own network: only public addresses pass, and
 * those that the operator allows. Immutable.
 */
public final class AddressGuard {

  /** Special-purpose blocks that are not the public web (IANA registries, RFC 6890). */
  private static final List<AddressRange> SPECIAL =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "::/128",
              "::1/128",
              "64:ff9b:1::/48",
              "2001::/32",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(AddressRange::parse)
          .toList();

  private static final AddressRange COMPATIBLE = AddressRange.parse("::/96");
  private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
  private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");

  private final List<AddressRange> allowed;

  /**
   * @param allowed blocks that pass although they are not public
   */
  public AddressGuard(List<AddressRange> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  public boolean permits(InetAddress address) {
    return permits(address.getAddress());
  }

  /** Whether the operator has named it, public or not. */
  boolean allows(InetAddress address) {
    return anyContains(allowed, address.getAddress());
  }

  private boolean permits(byte[] address) {
    if (anyContains(allowed, address)) {
      return true;
    }
    if (anyContains(SPECIAL, address)) {
      return false;
    }
    // These carry an IPv4 address to which a gateway may forward.
    if (COMPATIBLE.contains(address) || NAT64.contains(address)) {
      return permits(Arrays.copyOfRange(address, 12, 16));
    }
    return !SIX_TO_FOUR.contains(address) || permits(Arrays.copyOfRange(address, 2, 6));
  }

  private static boolean anyContains(List<AddressRange> ranges, byte[] address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }
}

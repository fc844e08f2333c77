package io.crawlkeeper.url;

import org.jspecify.annotations.Nullable;

/** Addresses in all their spellings (URL Standard, 3.5): parts may be missing, octal or hex. */
final class Ipv4 {
  private static final long END = 1L << 32;

  private Ipv4() {}

  /** Whether a host can only be meant as an address: its last part is a number. */
  static boolean isMeant(String host) {
    return number(host.substring(host.lastIndexOf('.') + 1)) != null;
  }

  /** Four decimal parts; null if it is no address. */
  static @Nullable String normal(String host) {
    var parts = host.split("\\.", -1);
    if (parts.length > 4) {
      return null;
    }
    var address = 0L;
    for (var i = 0; i < parts.length; i++) {
      var part = number(parts[i]);
      // The last part stands for all the bytes that are left.
      var bits = i == parts.length - 1 ? 8 * (5 - parts.length) : 8;
      if (part == null || part >= 1L << bits) {
        return null;
      }
      address = (address << bits) + part;
    }
    return "%d.%d.%d.%d"
        .formatted(address >> 24, (address >> 16) & 255, (address >> 8) & 255, address & 255);
  }

  /** At most {@link #END}; null if it is no number. */
  private static @Nullable Long number(String text) {
    var hex = text.startsWith("0x");
    var octal = !hex && text.length() > 1 && text.startsWith("0");
    var radix = hex ? 16 : octal ? 8 : 10;
    var value = 0L;
    var digits = hex ? text.substring(2) : text;
    if (digits.isEmpty() && !hex) {
      return null;
    }
    for (var i = 0; i < digits.length(); i++) {
      var digit = Character.digit(digits.charAt(i), hex ? 16 : 10);
      if (digit < 0) {
        return null;
      }
      // An 8 in an octal number makes it none, but it is still meant as an address.
      value = digit >= radix ? END : Math.min(END, value * radix + digit);
    }
    return value;
  }
}

package io.crawlkeeper.url;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Addresses of IPv6 in the form of RFC 5952: short, in lower case, all in hexadecimal. */
final class Ipv6 {
  private static final int LONGEST = 45;

  private Ipv6() {}

  /**
   * @param text without brackets
   * @return in brackets; null if it is no address
   */
  static @Nullable String normal(String text) {
    if (text.length() > LONGEST || text.indexOf(':') < 0 || !isPlain(text)) {
      return null;
    }
    try {
      return "[" + words(InetAddress.ofLiteral(text)) + "]";
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
  }

  private static String words(InetAddress address) {
    var bytes = address.getAddress();
    var words = new int[8];
    if (address instanceof Inet6Address) {
      for (var i = 0; i < 8; i++) {
        words[i] = word(bytes, 2 * i);
      }
    } else {
      // Java makes an address of IPv4 of ::ffff:1.2.3.4.
      words[5] = 0xffff;
      words[6] = word(bytes, 0);
      words[7] = word(bytes, 2);
    }
    return shortest(words);
  }

  private static int word(byte[] bytes, int at) {
    return ((bytes[at] & 255) << 8) | (bytes[at + 1] & 255);
  }

  /** The first of the longest runs of two zeros or more becomes two colons. */
  private static String shortest(int[] words) {
    var start = 0;
    var length = 1;
    for (var i = 0; i < 8; i++) {
      var n = zeros(words, i);
      if (n > length) {
        start = i;
        length = n;
      }
    }
    return length < 2
        ? join(words, 0, 8)
        : join(words, 0, start) + "::" + join(words, start + length, 8);
  }

  private static int zeros(int[] words, int from) {
    var end = from;
    while (end < 8 && words[end] == 0) {
      end++;
    }
    return end - from;
  }

  private static String join(int[] words, int from, int to) {
    var joined = new StringJoiner(":");
    for (var i = from; i < to; i++) {
      joined.add(Integer.toHexString(words[i]));
    }
    return joined.toString();
  }
}

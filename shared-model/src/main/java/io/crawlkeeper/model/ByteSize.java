package io.crawlkeeper.model;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A number of bytes, written as {@code 2GB} (powers of 1000: kB, MB, GB, TB) or {@code 2GiB}
 * (powers of 1024: KiB, MiB, GiB, TiB) or a bare number.
 */
public record ByteSize(long bytes) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([a-zA-Z]{0,3})");
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("b", 1L),
          Map.entry("kb", 1_000L),
          Map.entry("mb", 1_000_000L),
          Map.entry("gb", 1_000_000_000L),
          Map.entry("tb", 1_000_000_000_000L),
          Map.entry("kib", 1L << 10),
          Map.entry("mib", 1L << 20),
          Map.entry("gib", 1L << 30),
          Map.entry("tib", 1L << 40));

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size cannot be negative");
    }
  }

  public static ByteSize ofGigabytes(long gigabytes) {
    return new ByteSize(gigabytes * 1_000_000_000L);
  }

  /**
   * @throws IllegalArgumentException if the text is not a number with one of the units, or is too
   *     large for 64 bits
   */
  public static ByteSize parse(String text) {
    var form = FORM.matcher(text.strip());
    var unit = form.matches() ? UNITS.get(form.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw new IllegalArgumentException("must be a size such as 500MB, 2GB or 2GiB");
    }
    try {
      return new ByteSize(Math.multiplyExact(Long.parseLong(form.group(1)), unit));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("is larger than can be counted", e);
    }
  }

  /** The shortest form that {@link #parse} reads back to the same number. */
  @Override
  public String toString() {
    for (var unit : new String[] {"TB", "GB", "MB", "kB", "TiB", "GiB", "MiB", "KiB"}) {
      long size = UNITS.getOrDefault(unit.toLowerCase(Locale.ROOT), 1L);
      if (bytes >= size && bytes % size == 0) {
        return bytes / size + unit;
      }
    }
    return Long.toString(bytes);
  }
}

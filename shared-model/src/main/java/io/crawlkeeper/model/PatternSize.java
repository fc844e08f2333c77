package io.crawlkeeper.model;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large a regular expression grows when it is compiled. RE2 runs in time linear to the text,
 * but spells counted repetitions out: {@code ((a{1000}){1000})} is a million steps long, and
 * exhausts the memory of who compiles it.
 */
public final class PatternSize {

  /** What one pattern of a task may come to. */
  public static final long LARGEST = 2_000;

  private static final int CLASS = 10;
  private static final long ENDLESS = 1L << 40;

  private final String pattern;
  private final Deque<Long> outer = new ArrayDeque<>();
  private int at;
  private long total;
  private long last;

  private PatternSize(String pattern) {
    this.pattern = pattern;
  }

  /** Steps that the pattern is compiled to, roughly; no less than a counted repetition makes. */
  public static long of(String pattern) {
    var size = new PatternSize(pattern);
    while (size.at < pattern.length()) {
      size.next();
    }
    return size.total + size.outer.stream().mapToLong(Long::longValue).sum();
  }

  private void next() {
    switch (pattern.charAt(at)) {
      case '\\' -> {
        at++;
        atom(CLASS);
      }
      case '[' -> {
        skipClass();
        atom(CLASS);
      }
      case '(' -> open();
      case ')' -> close();
      case '{' -> repeat();
      default -> atom(1);
    }
    at++;
  }

  private void atom(long size) {
    last = size;
    total = Math.min(ENDLESS, total + size);
  }

  private void skipClass() {
    var end = at + 1;
    while (end < pattern.length() && (pattern.charAt(end) != ']' || end == at + 1)) {
      end += pattern.charAt(end) == '\\' ? 2 : 1;
    }
    at = end;
  }

  private void open() {
    outer.push(total);
    total = 0;
    last = 0;
  }

  private void close() {
    if (!outer.isEmpty()) {
      var group = total;
      total = outer.pop();
      atom(group);
    }
  }

  /** A brace that begins no count stands for itself. */
  private void repeat() {
    var end = pattern.indexOf('}', at);
    var most = end < 0 ? -1 : most(pattern.substring(at + 1, end));
    if (most < 0) {
      atom(1);
      return;
    }
    at = end;
    var repeated = Math.min(ENDLESS, last * Math.max(1, most));
    total = Math.min(ENDLESS, total - last + repeated);
    last = repeated;
  }

  private static int most(String count) {
    if (!count.matches("\\d{1,4}(,\\d{0,4})?")) {
      return -1;
    }
    var comma = count.indexOf(',');
    var least = Integer.parseInt(comma < 0 ? count : count.substring(0, comma));
    var most = comma < 0 || comma == count.length() - 1 ? "" : count.substring(comma + 1);
    return most.isEmpty() ? least + 1 : Math.max(least, Integer.parseInt(most));
  }
}

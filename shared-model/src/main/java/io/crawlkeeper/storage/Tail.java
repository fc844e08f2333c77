package io.crawlkeeper.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The bytes of a segment that are in no part yet. They are kept in marks, {@code <segment>~0} and
 * so on, so that another machine can go on with them. A new mark takes in those before it that are
 * not larger: each byte is stored a few times, and there are never many marks.
 */
final class Tail {
  private byte[] bytes = new byte[64 << 10];
  private int length;
  private int marked;
  private final List<Integer> chunks = new ArrayList<>();

  static Tail read(String segment, int chunks, List<Mark> marks) throws IOException {
    var tail = new Tail();
    for (var i = 0; i < chunks; i++) {
      var chunk = Base64.getDecoder().decode(state(name(segment, i), marks));
      tail.append(chunk);
      tail.chunks.add(chunk.length);
    }
    tail.marked = tail.length;
    return tail;
  }

  private static String state(String name, List<Mark> marks) throws IOException {
    for (var mark : marks) {
      if (mark.name().equals(name)) {
        return mark.state();
      }
    }
    throw new IOException("there is no mark " + name);
  }

  private static String name(String segment, int chunk) {
    return segment + "~" + chunk;
  }

  void append(byte[] more) {
    var needed = Math.addExact(length, more.length);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
    System.arraycopy(more, 0, bytes, length, more.length);
    length = needed;
  }

  int length() {
    return length;
  }

  int chunks() {
    return chunks.size();
  }

  /** Takes the first bytes away; those that are left have to be marked again. */
  byte[] take(int count) {
    var taken = Arrays.copyOf(bytes, count);
    System.arraycopy(bytes, count, bytes, 0, length - count);
    length -= count;
    marked = 0;
    chunks.clear();
    return taken;
  }

  byte[] all() {
    return Arrays.copyOf(bytes, length);
  }

  /** Marks for what was appended since the last ones. */
  List<Mark> marks(String segment) {
    var fresh = length - marked;
    if (fresh == 0) {
      return List.of();
    }
    while (!chunks.isEmpty() && chunks.getLast() <= fresh) {
      fresh += chunks.removeLast();
    }
    var name = name(segment, chunks.size());
    chunks.add(fresh);
    marked = length;
    var chunk = Arrays.copyOfRange(bytes, length - fresh, length);
    return List.of(new Mark(name, Base64.getEncoder().encodeToString(chunk)));
  }
}

package io.crawlkeeper.storage;

/**
 * How far a segment is written, to be kept by whoever decides what counts. Only the storage that
 * gave it can read it.
 *
 * @param name of the segment, or one that begins with it and {@code ~}; a later mark of the same
 *     name takes its place
 * @param state as text
 */
public record Mark(String name, String state) {

  /** Whether this is one of the marks of that segment. */
  public boolean isOf(String segment) {
    return name.equals(segment)
        || (name.startsWith(segment) && name.charAt(segment.length()) == '~');
  }

  /** The name of the segment that this is a mark of. */
  public String segment() {
    var end = name.indexOf('~');
    return end < 0 ? name : name.substring(0, end);
  }
}

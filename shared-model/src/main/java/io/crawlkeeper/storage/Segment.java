package io.crawlkeeper.storage;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A file that is being written and that nobody sees before it is {@linkplain #publish published}.
 * What counts of it is decided by who keeps the marks: a segment that is resumed goes on at its
 * mark, and bytes that were written after it are not part of it. One thread at a time.
 */
public interface Segment extends Closeable {

  String name();

  /** Bytes written so far. */
  long length();

  /** Whether it was finished before it was resumed: all that is left to do is to publish it. */
  boolean finished();

  /**
   * Appends bytes, which the caller does not change afterwards.
   *
   * @throws IllegalStateException if it is finished
   */
  void write(byte[] bytes) throws IOException;

  /**
   * Makes all that was written outlive this process and its machine.
   *
   * @return what to commit so that the segment can be resumed here
   */
  List<Mark> mark() throws IOException;

  /** As {@link #mark}; nothing is written afterwards. */
  List<Mark> finish() throws IOException;

  /**
   * Makes the finished segment a file that everybody sees, at once and whole. May be done again,
   * also by another attempt.
   */
  void publish() throws IOException;

  /** Lets go of it; it can be resumed at its last mark. */
  @Override
  void close() throws IOException;
}

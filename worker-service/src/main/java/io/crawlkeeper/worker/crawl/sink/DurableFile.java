package io.crawlkeeper.worker.crawl.sink;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A file that is safe on disk once closed. Not a channel: those break when their thread is
 * interrupted, and a stop of the run would look like a failure of the disk.
 */
final class DurableFile implements Closeable {
  private static final int BUFFER = 256 << 10;

  private final FileOutputStream file;
  private final OutputStream buffered;
  private long length;

  DurableFile(Path path) throws IOException {
    file = new FileOutputStream(path.toFile());
    buffered = new BufferedOutputStream(file, BUFFER);
  }

  void write(byte[] bytes) throws IOException {
    buffered.write(bytes);
    length += bytes.length;
  }

  /** Bytes written so far. */
  long length() {
    return length;
  }

  void flush() throws IOException {
    buffered.flush();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      buffered.flush();
      file.getFD().sync();
    }
  }
}

package io.crawlkeeper.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;

/**
 * A part of a file as a stream. No channel: those break when their thread is interrupted, and a
 * stop would look like a failure of the disk.
 */
final class FileRange extends InputStream {
  private final RandomAccessFile file;
  private long left;

  /** Takes over the file and closes it, also if this fails. */
  FileRange(RandomAccessFile file, long offset, long length) throws IOException {
    this.file = file;
    this.left = length;
    try {
      file.seek(offset);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    var read = left <= 0 ? -1 : file.read(into, offset, (int) Math.min(length, left));
    left -= Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

package io.crawlkeeper.worker.crawl.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends after so many bytes, and tells whether there would have been more. One thread. */
final class BoundedStream extends FilterInputStream {
  private long left;
  private boolean cut;

  BoundedStream(InputStream in, long most) {
    super(in);
    this.left = most;
  }

  boolean isCut() {
    return cut;
  }

  /** Closes it and what it reads from; what was wanted of them has been read. */
  void release() {
    try {
      close();
    } catch (IOException e) {
      cut = true;
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      cut |= in.read() >= 0;
      return -1;
    }
    var n = in.read(bytes, offset, (int) Math.min(length, left));
    left -= Math.max(0, n);
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    return read(new byte[(int) Math.min(n, 8 << 10)]);
  }

  @Override
  public int available() {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}

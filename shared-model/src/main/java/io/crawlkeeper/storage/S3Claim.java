package io.crawlkeeper.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/**
 * Which attempt has the folder of a run: its number, in an object that is replaced only as it was
 * read. Who publishes asks first, and puts nothing in the place of an object that it has not seen:
 * what a later attempt publishes in between makes it ask again.
 *
 * @param folder of the run
 */
record S3Claim(S3Objects objects, String folder) {
  private static final String NAME = ".attempt";
  private static final int LONGEST = 20;
  private static final int TRIES = 10;

  /**
   * @return the attempt that had the folder before; 0 if there was none
   * @throws ClaimedException if a later attempt has the folder
   */
  int make(int attempt) throws IOException {
    for (var tries = 0; tries < TRIES; tries++) {
      var there = objects.find(folder, NAME);
      var holder = there == null ? 0 : holder();
      refuse(holder, attempt);
      var number = Integer.toString(attempt).getBytes(US_ASCII);
      if (objects.put(folder, NAME, number, there == null ? null : there.tag())) {
        return holder == attempt ? 0 : holder;
      }
    }
    throw new IOException("S3: others claim " + folder + " without end");
  }

  /**
   * @throws ClaimedException if a later attempt has the folder
   */
  void check(int attempt) throws IOException {
    refuse(holder(), attempt);
  }

  private void refuse(int holder, int attempt) throws ClaimedException {
    if (holder > attempt) {
      throw new ClaimedException(folder, holder);
    }
  }

  /** 0 if nobody has claimed it since it was removed. */
  private int holder() throws IOException {
    try (var in = objects.read(folder, NAME, 0, LONGEST)) {
      return Integer.parseInt(new String(in.readAllBytes(), US_ASCII));
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  void remove() throws IOException {
    objects.delete(folder, NAME);
  }
}

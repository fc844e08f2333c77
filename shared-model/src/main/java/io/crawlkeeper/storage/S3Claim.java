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
   * @throws ClaimedException if a later attempt has the folder
   */
  void make(int attempt) throws IOException {
    for (var tries = 0; tries < TRIES; tries++) {
      var there = objects.find(folder, NAME);
      if (there != null) {
        check(attempt);
      }
      var number = Integer.toString(attempt).getBytes(US_ASCII);
      if (objects.put(folder, NAME, number, there == null ? null : there.tag())) {
        return;
      }
    }
    throw new IOException("S3: others claim " + folder + " without end");
  }

  /**
   * @throws ClaimedException if a later attempt has the folder
   */
  void check(int attempt) throws IOException {
    try (var in = objects.read(folder, NAME, 0, LONGEST)) {
      var holder = Integer.parseInt(new String(in.readAllBytes(), US_ASCII));
      if (holder > attempt) {
        throw new ClaimedException(folder, holder);
      }
    } catch (NoSuchFileException e) {
      // Nobody has claimed it since it was removed.
    }
  }

  void remove() throws IOException {
    objects.delete(folder, NAME);
  }
}

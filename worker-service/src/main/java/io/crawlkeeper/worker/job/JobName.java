package io.crawlkeeper.worker.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Names of Jobs. All attempts that go on with one Job know it by the same name: that of its run,
 * and of how often the run has failed before. So there cannot be two of them, whoever makes it.
 */
final class JobName {

  /** Labels that Kubernetes derives from it can be no longer. */
  static final int LONGEST = 63;

  private static final int HASH = 10;

  private JobName() {}

  /**
   * @param installation as the settings have it
   * @param failures tries of the run that have failed before
   */
  static String of(String installation, String run, int failures) {
    var name = "%s-%s-%d".formatted(installation, run, failures + 1).toLowerCase(Locale.ROOT);
    return name.length() <= LONGEST && name.matches("[a-z0-9-]+") ? name : hashed(name);
  }

  private static String hashed(String name) {
    var start = name.replaceAll("[^a-z0-9-]", "-");
    var kept = start.substring(0, Math.min(start.length(), LONGEST - HASH - 1));
    return kept + "-" + digest(name).substring(0, HASH);
  }

  private static String digest(String name) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

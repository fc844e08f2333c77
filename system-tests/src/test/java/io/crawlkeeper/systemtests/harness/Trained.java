package io.crawlkeeper.systemtests.harness;

import java.nio.file.Path;
import java.util.List;

/**
 * The packed services as the images start them: unpacked, with an AOT cache of the classes that
 * they load. They are ready in less than half of the time, and the tests start them a hundred
 * times.
 */
public final class Trained {

  /** Trained once, when first asked for. */
  private static final Path FOLDER = Training.in(Folders.fresh("trained"));

  private Trained() {}

  /** Arguments of {@code java} that start it. */
  public static List<String> master() {
    return Training.program("-XX:AOTCache=", FOLDER, Training.MASTER);
  }

  public static List<String> worker() {
    return Training.program("-XX:AOTCache=", FOLDER, Training.WORKER);
  }
}

package io.crawlkeeper.storage;

import java.util.regex.Pattern;

/** Which folders and names can be in a storage. */
final class StoragePaths {
  /** No dot at the start: such names are the storage's own. Neither '~', which marks use. */
  private static final Pattern STEP = Pattern.compile("[^/\\\\~.\\p{Cntrl}][^/\\\\~\\p{Cntrl}]*");

  private StoragePaths() {}

  /**
   * @throws IllegalArgumentException if a step could lead out of the storage
   */
  static void check(String folder, String name) {
    check(folder);
    step(name);
  }

  static void check(String folder) {
    for (var step : folder.split("/", -1)) {
      step(step);
    }
  }

  private static void step(String step) {
    if (!STEP.matcher(step).matches()) {
      throw new IllegalArgumentException("\"" + step + "\" cannot be the name of a folder or file");
    }
  }
}

package io.crawlkeeper.settings;

import java.util.Objects;

/** The version of this software, as the build wrote it into the manifest. */
public final class SoftwareVersion {

  private SoftwareVersion() {}

  /** The version of the jar that this class came in; {@code unreleased} where it came in none. */
  public static String of(Class<?> main) {
    return Objects.requireNonNullElse(main.getPackage().getImplementationVersion(), "unreleased");
  }
}

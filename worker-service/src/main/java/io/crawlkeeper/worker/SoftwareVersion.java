package io.crawlkeeper.worker;

import java.util.Objects;

/** The version of this software, as the build wrote it into the manifest. */
final class SoftwareVersion {

  static final String NUMBER =
      Objects.requireNonNullElse(
          SoftwareVersion.class.getPackage().getImplementationVersion(), "unreleased");

  private SoftwareVersion() {}
}

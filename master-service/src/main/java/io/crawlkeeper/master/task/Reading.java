package io.crawlkeeper.master.task;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a document while it is read. Not for use by several threads. */
final class Reading {

  /** Nobody reads more, and the answer to a large body of nonsense must not be larger still. */
  private static final int MOST = 100;

  private final List<Finding> findings = new ArrayList<>();
  private final boolean lenient;

  private Reading(boolean lenient) {
    this.lenient = lenient;
  }

  static Reading strict() {
    return new Reading(false);
  }

  /** For property sources, which know only texts: {@code "20"} counts as a number there. */
  static Reading lenient() {
    return new Reading(true);
  }

  boolean isLenient() {
    return lenient;
  }

  void refuse(String pointer, String detail) {
    if (findings.size() < MOST) {
      findings.add(new Finding(pointer, detail));
    }
  }

  List<Finding> findings() {
    return findings;
  }

  /**
   * @throws InvalidTask if anything was refused
   */
  void finish() {
    if (!findings.isEmpty()) {
      throw new InvalidTask(findings);
    }
  }
}

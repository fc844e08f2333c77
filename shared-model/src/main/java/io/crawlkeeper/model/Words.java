package io.crawlkeeper.model;

import java.util.Locale;

/** How constants stand in documents, answers and metrics. */
public final class Words {

  private Words() {}

  /** The name in lower case, with hyphens: {@code timed-out}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

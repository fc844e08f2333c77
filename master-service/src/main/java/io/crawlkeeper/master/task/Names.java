package io.crawlkeeper.master.task;

import java.util.regex.Pattern;

/** How tasks and labels may be called. */
public final class Names {

  static final int MOST_LABELS = 32;
  static final String LABEL_FORM =
      "must be 1 to 63 letters, digits, '_', '-' and '.', the first a letter or digit";
  private static final String NAME_FORM =
      "must be 1 to 253 letters, digits, '_', '-' and '.', the first a letter or digit";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,252}");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

  private Names() {}

  /**
   * @return the name of a task
   * @throws IllegalArgumentException "must be …", if it can be none
   */
  public static String task(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(NAME_FORM);
    }
    return name;
  }

  /**
   * @return the key or the value of a label
   * @throws IllegalArgumentException "must be …", if it can be none
   */
  public static String label(String text) {
    if (!isLabel(text)) {
      throw new IllegalArgumentException(LABEL_FORM);
    }
    return text;
  }

  /**
   * @throws IllegalArgumentException about the key, at the place of its value
   */
  static String labelKey(String key) {
    if (!isLabel(key)) {
      throw new IllegalArgumentException("has a key that is none: it " + LABEL_FORM);
    }
    return key;
  }

  static boolean isLabel(String text) {
    return LABEL.matcher(text).matches();
  }
}

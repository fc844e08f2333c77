package io.crawlkeeper.model;

/** Beginnings of texts that may be long, never cut between the halves of a surrogate pair. */
public final class Brief {
  private Brief() {}

  /** The text, or its first {@code most} characters. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  /** The text, or its first {@code most} characters and "…", for people. */
  public static String shown(String text, int most) {
    return text.length() <= most ? text : cut(text, most) + "…";
  }
}

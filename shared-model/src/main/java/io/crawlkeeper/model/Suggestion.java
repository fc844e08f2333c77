package io.crawlkeeper.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Suggestion {

  private static final int FARTHEST = 2;
  private static final int LONGEST = 64;

  private Suggestion() {}

  /** A question to put after a message, {@code "; did you mean 'seeds'?"}, or nothing. */
  public static String of(String word, Collection<String> known) {
    return nearest(word, known).map("; did you mean '%s'?"::formatted).orElse("");
  }

  /** The known word that differs least, if any differs by so little that it may be meant. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .filter(one -> distance(word, one) <= Math.min(FARTHEST, one.length() - 1))
        .min(Comparator.comparingInt(one -> distance(word, one)));
  }

  /** Levenshtein's: insertions, deletions and substitutions. */
  static int distance(String one, String other) {
    var above = new int[other.length() + 1];
    for (var column = 0; column <= other.length(); column++) {
      above[column] = column;
    }
    for (var row = 1; row <= one.length(); row++) {
      var line = new int[other.length() + 1];
      line[0] = row;
      for (var column = 1; column <= other.length(); column++) {
        var same = one.charAt(row - 1) == other.charAt(column - 1);
        var aside = Math.min(above[column], line[column - 1]) + 1;
        line[column] = Math.min(aside, above[column - 1] + (same ? 0 : 1));
      }
      above = line;
    }
    return above[other.length()];
  }
}

package io.crawlkeeper.worker.crawl.parse;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * 64 bits over a text of which similar texts differ in few (Charikar, 2002; as used for web pages
 * by Manku, Jain and Das Sarma, 2007): each group of three words votes on each bit. Texts that
 * differ in at most 3 bits are nearly the same. One thread.
 */
public final class SimHash {
  private static final int SHINGLE = 3;
  private static final int FEWEST_WORDS = 8;

  /** Bits in which texts differ that are nearly the same, at most. */
  public static final int NEAR = 3;

  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** For each byte its bits, one in each byte of a long, so that eight votes are one addition. */
  private static final long[] SPREAD = spread();

  /** For the letters of ASCII, which most are. */
  private static final char[] FOLDED = ascii();

  /**
   * The hash of one text.
   *
   * @param words of the text; of few words the hash says little
   */
  public record Value(long bits, int words) {

    /** In 16 hexadecimal digits. */
    public String text() {
      return HexFormat.of().toHexDigits(bits);
    }
  }

  private final long[] lanes = new long[8];
  private final int[] votes = new int[64];
  private int inLanes;
  private int shingles;
  private int words;
  private long word = BASIS;
  private boolean inWord;
  private long last;
  private long beforeLast;

  /** Adds a piece of text; words do not go on from piece to piece. */
  public void add(CharSequence text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var letter = c < FOLDED.length ? FOLDED[c] : folded(c);
      if (letter != 0) {
        word = (word ^ letter) * PRIME;
        inWord = true;
      } else {
        endWord();
      }
    }
    endWord();
  }

  /** The letter or digit in lower case; 0 for all that parts words. */
  private static char folded(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) ? Character.toLowerCase(c) : 0;
  }

  private void endWord() {
    if (!inWord) {
      return;
    }
    inWord = false;
    words++;
    if (words >= SHINGLE) {
      vote(mix(word + 31 * last + 961 * beforeLast));
    }
    beforeLast = last;
    last = word;
    word = BASIS;
  }

  private void vote(long hash) {
    for (var i = 0; i < lanes.length; i++) {
      lanes[i] += SPREAD[(int) (hash >>> (8 * i)) & 0xff];
    }
    shingles++;
    if (++inLanes == 255) {
      empty();
    }
  }

  private void empty() {
    for (var i = 0; i < votes.length; i++) {
      votes[i] += (int) (lanes[i / 8] >>> (8 * (i % 8))) & 0xff;
    }
    java.util.Arrays.fill(lanes, 0);
    inLanes = 0;
  }

  /** Null if there were too few words to say anything. */
  public @Nullable Value value() {
    return words < FEWEST_WORDS ? null : new Value(bits(), words);
  }

  private long bits() {
    empty();
    var value = 0L;
    for (var i = 0; i < votes.length; i++) {
      if (2L * votes[i] > shingles) {
        value |= 1L << i;
      }
    }
    return value;
  }

  /** The last step of MurmurHash3. */
  private static long mix(long value) {
    var h = value;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }

  private static long[] spread() {
    var table = new long[256];
    for (var b = 0; b < table.length; b++) {
      for (var bit = 0; bit < 8; bit++) {
        table[b] |= (long) ((b >> bit) & 1) << (8 * bit);
      }
    }
    return table;
  }

  private static char[] ascii() {
    var table = new char[128];
    for (char c = 0; c < table.length; c++) {
      table[c] = folded(c);
    }
    return table;
  }
}

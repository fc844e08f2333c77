package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.parse.SimHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which page of this attempt was the first to say nearly the same, among those that came last. Of
 * two hashes that differ in 3 bits at most, one of their 4 bands of 16 bits is the same (Manku,
 * Jain and Das Sarma, 2007): so only pages of which a band is the same are compared. Pages that are
 * near another are not kept themselves, so that many of one kind make no long chains.
 *
 * <p>Safe for use by many threads.
 */
final class NearCopies {
  /**
   * About 10 MB, most of it URLs; a run of few pages, of which a worker may have many, has none.
   */
  static final int MOST = 50_000;

  /** The frame of a site alone makes the hashes of pages alike that say next to nothing. */
  static final int FEWEST_WORDS = 50;

  /** Whatever a site does, a page costs no more than some 100 microseconds. */
  private static final int MOST_COMPARED = 4_096;

  private static final int BANDS = SimHash.NEAR + 1;
  private static final int BAND_BITS = Long.SIZE / BANDS;

  /** So many are compared one by one. */
  static final int FEW = 512;

  /** By band and its bits, the number of the last page that has them; 0 is no page. */
  private int[] last = {};

  /**
   * By band and place, the number of the page before of the same bits. Numbers fall along such a
   * chain, so it ends at the first that has been overwritten.
   */
  private int[][] before = {};

  private long[] hashes = new long[16];
  private String[] urls = new String[16];
  private int number;

  /**
   * The URL at which nearly the same text was seen before; null if it was not, or if the text is
   * too short to tell.
   */
  @Nullable String original(SimHash.@Nullable Value text, String url) {
    return text == null || text.words() < FEWEST_WORDS ? null : original(text.bits(), url);
  }

  private synchronized @Nullable String original(long hash, String url) {
    var near = near(hash);
    if (near == 0) {
      add(hash, url);
      return null;
    }
    var found = urls[place(near)];
    return found.equals(url) ? null : found;
  }

  private int near(long hash) {
    return number > FEW ? nearByBands(hash) : nearOfFew(hash);
  }

  private int nearOfFew(long hash) {
    for (var page = number; page > 0; page--) {
      if (isNear(page, hash)) {
        return page;
      }
    }
    return 0;
  }

  private boolean isNear(int page, long hash) {
    return Long.bitCount(hashes[place(page)] ^ hash) <= SimHash.NEAR;
  }

  private int nearByBands(long hash) {
    for (var band = 0; band < BANDS; band++) {
      var page = last[chain(hash, band)];
      for (var i = 0; i < MOST_COMPARED && page > 0 && page > number - MOST; i++) {
        if (isNear(page, hash)) {
          return page;
        }
        page = before[band][place(page)];
      }
    }
    return 0;
  }

  private void add(long hash, String url) {
    number++;
    var place = place(number);
    makeRoom(place);
    hashes[place] = hash;
    urls[place] = url;
    if (number > FEW) {
      link(number);
    }
  }

  private void link(int page) {
    for (var band = 0; band < BANDS; band++) {
      var chain = chain(hashes[place(page)], band);
      before[band][place(page)] = last[chain];
      last[chain] = page;
    }
  }

  /** Most runs are small. */
  private void makeRoom(int place) {
    if (place >= hashes.length) {
      var room = Math.min(MOST, 2 * hashes.length);
      hashes = Arrays.copyOf(hashes, room);
      urls = Arrays.copyOf(urls, room);
      Arrays.setAll(before, band -> Arrays.copyOf(before[band], room));
    }
    if (number == FEW + 1) {
      last = new int[BANDS << BAND_BITS];
      before = new int[BANDS][hashes.length];
      for (var page = 1; page <= FEW; page++) {
        link(page);
      }
    }
  }

  private static int place(int page) {
    return page % MOST;
  }

  private static int chain(long hash, int band) {
    var bits = (int) (hash >>> (band * BAND_BITS)) & ((1 << BAND_BITS) - 1);
    return (band << BAND_BITS) | bits;
  }
}

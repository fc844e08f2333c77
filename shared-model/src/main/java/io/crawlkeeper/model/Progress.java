package io.crawlkeeper.model;

import org.jspecify.annotations.Nullable;

/**
 * How far a run has come. Kinds without URLs leave the numbers at 0.
 *
 * @param queued URLs known and not yet fetched
 * @param fetched responses received, of any status
 * @param failed URLs given up: no answer, or status 400 and above
 * @param bytes of bodies received
 * @param pagesPerSecond over the whole attempt so far
 * @param note where the run stands, for people; null if there is nothing to say. Cut to {@value
 *     #LONGEST} characters. Only of runs that are live: the history does not keep it.
 */
public record Progress(
    long queued,
    long fetched,
    long failed,
    long bytes,
    double pagesPerSecond,
    @Nullable String note) {

  static final int LONGEST = 300;

  public Progress {
    note = note == null ? null : Brief.cut(note, LONGEST);
  }

  public Progress(long queued, long fetched, long failed, long bytes, double pagesPerSecond) {
    this(queued, fetched, failed, bytes, pagesPerSecond, null);
  }

  /** That of a run that has nothing to count. */
  public static Progress of(String note) {
    return new Progress(0, 0, 0, 0, 0, note);
  }

  public static final Progress NONE = new Progress(0, 0, 0, 0, 0);
}

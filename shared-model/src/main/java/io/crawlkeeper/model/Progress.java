package io.crawlkeeper.model;

import org.jspecify.annotations.Nullable;

/**
 * How far a run has come.
 *
 * @param queued URLs known and not yet fetched
 * @param fetched responses received, of any status
 * @param failed URLs given up: no answer, or status 400 and above
 * @param bytes of bodies received
 * @param pagesPerSecond over the whole attempt so far
 * @param note what there is to say of it at the moment, for people; null if nothing. The history
 *     does not keep it.
 */
public record Progress(
    long queued,
    long fetched,
    long failed,
    long bytes,
    double pagesPerSecond,
    @Nullable String note) {

  public static final Progress NONE = new Progress(0, 0, 0, 0, 0);

  public Progress(long queued, long fetched, long failed, long bytes, double pagesPerSecond) {
    this(queued, fetched, failed, bytes, pagesPerSecond, null);
  }

  public Progress with(@Nullable String another) {
    return new Progress(queued, fetched, failed, bytes, pagesPerSecond, another);
  }
}

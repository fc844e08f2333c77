package io.crawlkeeper.model;

/**
 * How far a run has come.
 *
 * @param queued URLs known and not yet fetched
 * @param fetched responses received, of any status
 * @param failed URLs given up: no answer, or status 400 and above
 * @param bytes of bodies received
 * @param pagesPerSecond over the whole attempt so far
 */
public record Progress(long queued, long fetched, long failed, long bytes, double pagesPerSecond) {

  public static final Progress NONE = new Progress(0, 0, 0, 0, 0);
}

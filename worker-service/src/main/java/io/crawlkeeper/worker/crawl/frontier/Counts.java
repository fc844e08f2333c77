package io.crawlkeeper.worker.crawl.frontier;

import org.jspecify.annotations.Nullable;

/**
 * What a run has done over all its attempts; stored with each batch.
 *
 * @param fetched responses, of any status
 * @param failed URLs given up
 * @param bytes of bodies received
 * @param nanos for which the attempts have lasted
 * @param seedAnswered whether any seed gave a response that is no redirect
 * @param seedFailure why the first seed that failed did so; null if none has
 */
public record Counts(
    long fetched,
    long failed,
    long bytes,
    long nanos,
    boolean seedAnswered,
    @Nullable String seedFailure) {
  public static final Counts NONE = new Counts(0, 0, 0, 0, false, null);
}

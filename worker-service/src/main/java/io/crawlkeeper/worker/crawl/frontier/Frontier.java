package io.crawlkeeper.worker.crawl.frontier;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of one run: every one is handed out once, of a host those of the highest priority first,
 * then those nearest to the seeds, then first come first served; hosts take turns. Used by one
 * thread at a time.
 *
 * <p>Shaped for stores with transactions: hosts are leased whole, entries come in batches, and what
 * a batch of fetches changes is committed at once.
 */
public interface Frontier {

  /**
   * Leases up to {@code hosts} origins that have entries due at {@code now}, those that waited
   * longest first, each with up to {@code entries} entries. A leased origin is not handed out again
   * before it is {@linkplain #release released}.
   */
  List<HostBatch> lease(int hosts, int entries, Instant now);

  /** Up to {@code most} more due entries of an origin that is leased; may be empty. */
  List<FrontierEntry> more(String origin, int most, Instant now);

  /** Gives an origin back. Entries that were handed out stay so until they are committed. */
  void release(String origin);

  /** Takes what a batch has changed; links that are known already change nothing. */
  void commit(Commit commit);

  /** How many URLs are known and not done, those handed out included. */
  long queued();

  /**
   * What became of every URL that the run knows, sorted by URL byte by byte. Those that were taken
   * and are not done count as not taken. To be closed; nothing is committed before that.
   */
  Stream<IndexEntry> index();

  /** When the next deferred entry falls due; null if none is deferred. */
  @Nullable Instant nextDue();
}

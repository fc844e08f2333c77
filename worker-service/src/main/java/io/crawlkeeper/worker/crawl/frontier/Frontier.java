package io.crawlkeeper.worker.crawl.frontier;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of one run: every one is handed out once in an attempt, of a host those of the highest
 * priority first, then those nearest to the seeds, then first come first served; hosts take turns.
 * Used by one thread at a time, but for {@link #pages}.
 *
 * <p>Shaped for stores with transactions: hosts are leased whole, entries come in batches, and what
 * a batch of fetches changes is committed at once. Leases and what was handed out are known to this
 * object alone: whoever opens the frontier of the run after it is given all again that was not
 * committed.
 *
 * <p>Whatever asks the store can throw {@link FrontierAwayException}, after which the same may be
 * asked again, and {@link SupersededException}, after which nothing may.
 */
public interface Frontier extends Closeable {

  /**
   * Leases up to {@code hosts} origins that have entries due at {@code now}, those that waited
   * longest first, each with up to {@code entries} entries. A leased origin is not handed out again
   * before it is {@linkplain #release released}.
   */
  List<HostBatch> lease(int hosts, int entries, Instant now) throws IOException;

  /** Up to {@code most} more due entries of an origin that is leased; may be empty. */
  List<FrontierEntry> more(String origin, int most, Instant now) throws IOException;

  /** Gives an origin back. Entries that were handed out stay so until they are committed. */
  void release(String origin);

  /**
   * Takes what a batch has changed, all or nothing; links that are known already change nothing. A
   * commit that was not answered is asked for again with the very same object, and is done once.
   */
  void commit(Commit commit) throws IOException;

  /** How many URLs are known and not done, those handed out included. */
  long queued();

  /**
   * What became of every URL that the run knows, sorted by URL byte by byte. Those that were taken
   * and are not done count as not taken. To be closed; nothing is committed before that.
   */
  Stream<IndexEntry> index() throws IOException;

  /** When the next deferred entry falls due; null if none is deferred. */
  @Nullable Instant nextDue();

  /** Where the last commit has left the run; asked for at the start. */
  Standing standing() throws IOException;

  /** The last attempt that has opened this before the present one; 0 if there was none. */
  int before();

  /** For other threads: what became of the URLs. Good until this is closed. */
  PageLookup pages();

  /** Lets go of what the process holds; what is stored stays. */
  @Override
  void close() throws IOException;
}

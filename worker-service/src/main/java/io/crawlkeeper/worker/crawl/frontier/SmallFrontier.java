package io.crawlkeeper.worker.crawl.frontier;

import io.crawlkeeper.url.Fingerprint;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The frontier of a run that may be too small to be stored: it stays in memory until a batch of
 * fetches leaves something queued, and goes on in a store from then on. Lost before that, a run has
 * to do again what one batch can hold.
 */
public final class SmallFrontier implements Frontier {

  /** More links than that are not kept in memory, though nothing may have been fetched. */
  private static final int MOST_LINKS = 2_000;

  private final FrontierStore store;
  private final Claim claim;
  private final InMemoryFrontier memory;
  private final List<Commit> commits = new ArrayList<>();
  private long links;
  private @Nullable Frontier durable;
  private volatile PageLookup pages;

  private SmallFrontier(FrontierStore store, Claim claim) {
    this.store = store;
    this.claim = claim;
    this.memory = new InMemoryFrontier(claim.pagesPerHost());
    this.pages = memory;
  }

  /**
   * Opens the frontier of a run where the attempts before have left it.
   *
   * @throws SupersededException if a later attempt has opened it
   * @throws FrontierAwayException if the store does not answer
   */
  public static Frontier open(FrontierStore store, Claim claim) throws IOException {
    var left = store.resume(claim);
    return left == null ? new SmallFrontier(store, claim) : left;
  }

  private Frontier now() {
    return durable == null ? memory : durable;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the very same object means the same batch
  public void commit(Commit commit) throws IOException {
    if (durable != null) {
      durable.commit(commit);
      return;
    }
    // One that could not be stored comes again.
    if (commits.isEmpty() || commits.getLast() != commit) {
      memory.commit(commit);
      commits.add(commit);
      links += commit.found().size() + commit.refused().size();
    }
    var fetched = !commit.done().isEmpty() || !commit.deferred().isEmpty();
    if (memory.queued() > 0 && (fetched || links > MOST_LINKS)) {
      durable = store.begin(claim, new Beginning(commits, memory.handouts()));
      pages = durable.pages();
      commits.clear();
    }
  }

  @Override
  public List<HostBatch> lease(int hosts, int entries, Instant now) throws IOException {
    return now().lease(hosts, entries, now);
  }

  @Override
  public List<FrontierEntry> more(String origin, int most, Instant now) throws IOException {
    return now().more(origin, most, now);
  }

  @Override
  public void release(String origin) {
    now().release(origin);
  }

  @Override
  public long queued() {
    return now().queued();
  }

  @Override
  public @Nullable Instant nextDue() {
    return now().nextDue();
  }

  @Override
  public int before() {
    return 0;
  }

  @Override
  public Standing standing() throws IOException {
    return now().standing();
  }

  @Override
  public PageLookup pages() {
    return new PageLookup() {
      @Override
      public @Nullable Sighting find(Fingerprint url) throws IOException {
        return pages.find(url);
      }

      @Override
      public Map<String, Long> queued(Collection<String> origins) throws IOException {
        return pages.queued(origins);
      }
    };
  }

  @Override
  public Stream<IndexEntry> index() throws IOException {
    return now().index();
  }

  @Override
  public void close() throws IOException {
    now().close();
  }
}

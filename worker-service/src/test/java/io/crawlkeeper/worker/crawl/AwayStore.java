package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.frontier.Beginning;
import io.crawlkeeper.worker.crawl.frontier.Claim;
import io.crawlkeeper.worker.crawl.frontier.Commit;
import io.crawlkeeper.worker.crawl.frontier.Frontier;
import io.crawlkeeper.worker.crawl.frontier.FrontierAwayException;
import io.crawlkeeper.worker.crawl.frontier.FrontierEntry;
import io.crawlkeeper.worker.crawl.frontier.FrontierStore;
import io.crawlkeeper.worker.crawl.frontier.HostBatch;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry;
import io.crawlkeeper.worker.crawl.frontier.PageLookup;
import io.crawlkeeper.worker.crawl.frontier.Standing;
import io.crawlkeeper.worker.run.RunKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store that does not answer the first time that something is asked of it. */
final class AwayStore implements FrontierStore {
  private final FrontierStore inner;

  /** What it has not answered. */
  final Set<String> missed = ConcurrentHashMap.newKeySet();

  AwayStore(FrontierStore inner) {
    this.inner = inner;
  }

  private void answer(String call) throws FrontierAwayException {
    if (missed.add(call)) {
      throw new FrontierAwayException("no answer", new IOException(call));
    }
  }

  @Override
  public @Nullable Frontier resume(Claim claim) throws IOException {
    answer("resume");
    var frontier = inner.resume(claim);
    return frontier == null ? null : new Away(frontier);
  }

  @Override
  public Frontier begin(Claim claim, Beginning beginning) throws IOException {
    answer("begin");
    return new Away(inner.begin(claim, beginning));
  }

  @Override
  public List<RunKey> runs() throws IOException {
    return inner.runs();
  }

  @Override
  public void drop(String run) throws IOException {
    answer("drop");
    inner.drop(run);
  }

  private final class Away implements Frontier {
    private final Frontier inner;

    private Away(Frontier inner) {
      this.inner = inner;
    }

    @Override
    public List<HostBatch> lease(int hosts, int entries, Instant now) throws IOException {
      answer("lease");
      return inner.lease(hosts, entries, now);
    }

    @Override
    public List<FrontierEntry> more(String origin, int most, Instant now) throws IOException {
      answer("more");
      return inner.more(origin, most, now);
    }

    @Override
    public void release(String origin) {
      inner.release(origin);
    }

    @Override
    public void commit(Commit commit) throws IOException {
      answer("commit");
      inner.commit(commit);
    }

    @Override
    public long queued() {
      return inner.queued();
    }

    @Override
    public Stream<IndexEntry> index() throws IOException {
      answer("index");
      var seen = new long[1];
      return inner.index().peek(_ -> answerTenth(++seen[0]));
    }

    private void answerTenth(long entry) {
      try {
        if (entry == 10) {
          answer("the tenth of the index");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public @Nullable Instant nextDue() {
      return inner.nextDue();
    }

    @Override
    public int before() {
      return inner.before();
    }

    @Override
    public Standing standing() throws IOException {
      answer("standing");
      return inner.standing();
    }

    @Override
    public PageLookup pages() {
      return inner.pages();
    }

    @Override
    public void close() throws IOException {
      inner.close();
    }
  }
}

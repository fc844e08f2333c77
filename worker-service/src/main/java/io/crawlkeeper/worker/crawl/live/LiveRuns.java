package io.crawlkeeper.worker.crawl.live;

import io.crawlkeeper.model.Progress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** The runs that are under way in this process, to be looked at. Safe for use by many threads. */
public final class LiveRuns {
  private final Map<String, LiveRun> runs = new ConcurrentHashMap<>();
  private final LongAdder bytes = new LongAdder();

  /**
   * Makes a run known until it is closed.
   *
   * @param ask called on any thread with what wants a view; hands it to the thread of the run, and
   *     must not block
   */
  public LiveRun open(String run, Consumer<CompletableFuture<LiveView>> ask) {
    var opened = new LiveRun(run, ask);
    runs.put(run, opened);
    return opened;
  }

  /** A look at the run; empty if it is not under way here. Fails if it ends in the meantime. */
  public Optional<CompletableFuture<LiveView>> look(String run) {
    return Optional.ofNullable(runs.get(run)).map(LiveRun::look);
  }

  /** URLs that all runs under way know of and have not done. */
  public long queued() {
    return runs.values().stream().mapToLong(run -> run.progress.queued()).sum();
  }

  /** Bytes of bodies received since this process started. */
  public long bytes() {
    return bytes.sum();
  }

  /** One run. */
  public final class LiveRun implements AutoCloseable {
    private final String id;
    private final Consumer<CompletableFuture<LiveView>> ask;
    private volatile Progress progress = Progress.NONE;
    private CompletableFuture<LiveView> asked = new CompletableFuture<>();
    private boolean closed;

    private LiveRun(String id, Consumer<CompletableFuture<LiveView>> ask) {
      this.id = id;
      this.ask = ask;
      asked.cancel(false);
    }

    public void report(Progress now) {
      progress = now;
    }

    public void received(long more) {
      bytes.add(more);
    }

    /** Whoever asks while a view is being made gets that one. */
    private synchronized CompletableFuture<LiveView> look() {
      if (closed) {
        return CompletableFuture.failedFuture(new IllegalStateException("the attempt has ended"));
      }
      if (asked.isDone()) {
        asked = new CompletableFuture<>();
        ask.accept(asked);
      }
      return asked.copy();
    }

    @Override
    public void close() {
      runs.remove(id, this);
      synchronized (this) {
        closed = true;
        asked.completeExceptionally(new IllegalStateException("the attempt has ended"));
      }
    }
  }
}

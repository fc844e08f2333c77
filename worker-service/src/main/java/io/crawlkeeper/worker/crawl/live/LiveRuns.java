package io.crawlkeeper.worker.crawl.live;

import io.crawlkeeper.model.Progress;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs that are under way in this process, to be looked at. Safe for use by many threads. */
public final class LiveRuns {
  private static final Logger log = LoggerFactory.getLogger(LiveRuns.class);

  private final Map<String, LiveRun> runs = new ConcurrentHashMap<>();
  private final LongAdder bytes = new LongAdder();

  /**
   * Makes a run known until it is closed.
   *
   * @param ask called on any thread with what wants a view; hands it to the thread of the run, and
   *     must not block
   * @param pages to be looked at until it is closed
   */
  public LiveRun open(String run, Consumer<CompletableFuture<LiveView>> ask, LivePages pages) {
    var opened = new LiveRun(run, ask, pages);
    runs.put(run, opened);
    return opened;
  }

  /** A look at the run; empty if it is not under way here. Fails if it ends in the meantime. */
  public Optional<CompletableFuture<LiveView>> look(String run) {
    return Optional.ofNullable(runs.get(run)).map(LiveRun::look);
  }

  /** The URLs of the run; empty if it is not under way here. */
  public Optional<LivePages> pages(String run) {
    return Optional.ofNullable(runs.get(run)).map(found -> found.pages);
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
    private final LivePages pages;
    private volatile Progress progress = Progress.NONE;
    private CompletableFuture<LiveView> asked = new CompletableFuture<>();
    private CompletableFuture<LiveView> shown = asked;
    private boolean closed;

    private LiveRun(String id, Consumer<CompletableFuture<LiveView>> ask, LivePages pages) {
      this.id = id;
      this.ask = ask;
      this.pages = pages;
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
      if (shown.isDone()) {
        asked = new CompletableFuture<>();
        shown = asked.thenCompose(this::withQueues);
        ask.accept(asked);
      }
      return shown.copy();
    }

    /** Not on the thread of the run, which has other work than to ask the store for this. */
    private CompletableFuture<LiveView> withQueues(LiveView view) {
      return view.hosts().isEmpty()
          ? CompletableFuture.completedFuture(view)
          : CompletableFuture.supplyAsync(() -> filled(view), Thread::startVirtualThread);
    }

    private LiveView filled(LiveView view) {
      try {
        return view.with(pages.queued(view.hosts().stream().map(LiveView.Host::host).toList()));
      } catch (IOException | RuntimeException e) {
        log.debug("The queues of run {} are not known now", id, e);
        return view;
      }
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

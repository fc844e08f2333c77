package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.leader.Surroundings;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.SessionWatch;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an image of what ZooKeeper holds. Watches only hint at what to read again; after each
 * reconnect and every 30 s all is read anew, so that a lost hint heals. One thread reads and
 * applies, so what is applied never gets older.
 */
public final class ImageFeed
    implements Surroundings, SessionWatch.Listener, Watcher, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ImageFeed.class);
  private static final int SWEEP_SECONDS = 30;
  private static final int RETRY_MILLIS = 500;
  private static final List<String> WATCHED =
      List.of(
          ZnodePaths.TASKS,
          ZnodePaths.ASSIGNMENTS,
          ZnodePaths.RUNS,
          ZnodePaths.REQUESTS,
          ZnodePaths.CORDONS,
          ZnodePaths.SERVICES,
          ZnodePaths.ELECTION,
          ZnodePaths.EPOCH);

  private final CuratorFramework client;
  private final ImageReader reader;
  private final Runnable surroundingsChanged;
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("image-feed").factory(),
          new ThreadPoolExecutor.DiscardPolicy()); // watches still come when all is closing
  private final Hints hints = new Hints(System::nanoTime);

  private volatile ClusterImage image = ClusterImage.EMPTY;
  private volatile ElectionImage election = ElectionImage.NONE;
  private volatile boolean loaded;

  /**
   * @param surroundingsChanged is called when workers came, went or changed, and when an owner has
   *     handed over a task; must not block
   */
  public ImageFeed(CuratorFramework client, ImageReader reader, Runnable surroundingsChanged) {
    this.client = client;
    this.reader = reader;
    this.surroundingsChanged = surroundingsChanged;
  }

  /** Reads all before it returns, and follows from then on. */
  public void start() throws Exception {
    thread.submit(this::readAll).get();
    var _ =
        thread.scheduleWithFixedDelay(
            this::readAll, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public ClusterImage heard() {
    return image;
  }

  @Override
  public Duration lag() {
    return hints.age();
  }

  public ElectionImage election() {
    return election;
  }

  public boolean loaded() {
    return loaded;
  }

  /** Reads these tasks anew, at least as new as any write that was answered before this call. */
  public void refresh(Collection<String> names) throws Exception {
    client.sync().forPath("/");
    var paths = names.stream().flatMap(this::factsOf).toList();
    try {
      thread.submit(() -> read(paths)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot read " + names.size() + " tasks", e);
    }
  }

  private Stream<String> factsOf(String name) {
    var entry = image.task(name);
    return entry == null
        ? Stream.of(ZnodePaths.task(name))
        : Stream.of(ZnodePaths.task(name), ZnodePaths.requests(name, entry.id()));
  }

  @Override
  public void reconnected() {
    thread.execute(this::readAll);
  }

  @Override
  public void process(WatchedEvent event) {
    if (event.getPath() == null) {
      return;
    }
    if (hints.add(event.getPath())) {
      thread.execute(this::readHinted);
    }
  }

  private void readHinted() {
    try {
      read(hints.take());
      hints.read();
    } catch (Exception e) {
      log.debug("Reading failed; all is read anew", e);
      readAll();
    }
  }

  private void readAll() {
    try {
      for (var path : WATCHED) {
        client
            .watchers()
            .add()
            .withMode(AddWatchMode.PERSISTENT_RECURSIVE)
            .usingWatcher(this)
            .forPath(path);
      }
      var before = image.workers();
      image = reader.all();
      election = reader.election();
      loaded = true;
      hints.read();
      tell(!before.equals(image.workers()));
    } catch (Exception e) {
      log.debug("Cannot read the cluster now", e);
      if (!thread.isShutdown() && client.getZookeeperClient().isConnected()) {
        var _ = thread.schedule(this::readAll, RETRY_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  private Void read(Collection<String> paths) throws Exception {
    var before = image;
    image = reader.update(image, paths);
    if (paths.stream().anyMatch(ImageFeed::aboutElection)) {
      election = reader.election();
    }
    tell(!before.workers().equals(image.workers()) || handedOver(before, paths));
    return null;
  }

  private boolean handedOver(ClusterImage before, Collection<String> paths) {
    return paths.stream()
        .filter(path -> path.startsWith(ZnodePaths.RUNS) && Leaves.isLeaf(path))
        .map(path -> Long.valueOf(ZnodePaths.nameOf(path)))
        .anyMatch(
            id -> {
              var ledger = image.ledgers().get(id);
              return ledger != null
                  && ledger.released() != null
                  && !ledger.equals(before.ledgers().get(id));
            });
  }

  private void tell(boolean changed) {
    if (changed) {
      surroundingsChanged.run();
    }
  }

  private static boolean aboutElection(String path) {
    return path.startsWith(ZnodePaths.ELECTION) || path.equals(ZnodePaths.EPOCH);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

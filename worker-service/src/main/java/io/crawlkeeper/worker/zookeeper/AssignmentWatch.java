package io.crawlkeeper.worker.zookeeper;

import io.crawlkeeper.worker.assignment.AssignmentLoop;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.SessionWatch;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hints to the loop that assignments of this worker have changed. */
public final class AssignmentWatch implements Watcher, SessionWatch.Listener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AssignmentWatch.class);

  private final CuratorFramework client;
  private final String root;
  private final AssignmentLoop loop;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("assignment-watch").factory());

  public AssignmentWatch(CuratorFramework client, String worker, AssignmentLoop loop) {
    this.client = client;
    this.root = ZnodePaths.assignments(worker);
    this.loop = loop;
  }

  public void start() {
    thread.execute(this::watch);
  }

  @Override
  public void process(WatchedEvent event) {
    var path = event.getPath();
    if (path != null && path.startsWith(root + "/")) {
      loop.changed(List.of(ZnodePaths.nameOf(path)));
    }
  }

  @Override
  public void reconnected() {
    start();
  }

  @Override
  public void lost() {
    loop.sessionLost();
  }

  private void watch() {
    try {
      client
          .watchers()
          .add()
          .withMode(AddWatchMode.PERSISTENT_RECURSIVE)
          .usingWatcher(this)
          .forPath(root);
    } catch (Exception e) {
      log.debug("Cannot watch now; the sweep reads all the same", e);
    }
    loop.allChanged();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

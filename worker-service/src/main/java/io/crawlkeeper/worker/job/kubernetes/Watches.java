package io.crawlkeeper.worker.job.kubernetes;

import io.crawlkeeper.worker.job.ClusterTrouble;
import io.crawlkeeper.worker.job.JobCluster.Watching;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Watches of a run's Jobs and pods. If one breaks, both are over. */
final class Watches implements Watching {
  private final Runnable changed;
  private final List<Watch> open = new CopyOnWriteArrayList<>();
  private volatile boolean broken;

  private Watches(Runnable changed) {
    this.changed = changed;
  }

  static Watches open(
      KubernetesClient client, Requests requests, String namespace, String run, Runnable changed)
      throws ClusterTrouble, InterruptedException {
    var watches = new Watches(changed);
    try {
      watches.add(
          requests.make(
              "watch",
              () ->
                  client
                      .batch()
                      .v1()
                      .jobs()
                      .inNamespace(namespace)
                      .withLabel(Marks.RUN, run)
                      .watch(watches.new Told<>())));
      watches.add(
          requests.make(
              "watch",
              () ->
                  client
                      .pods()
                      .inNamespace(namespace)
                      .withLabel(Marks.RUN, run)
                      .watch(watches.new Told<>())));
      return watches;
    } catch (ClusterTrouble | InterruptedException | RuntimeException e) {
      watches.close();
      throw e;
    }
  }

  private void add(Watch watch) {
    open.add(watch);
  }

  @Override
  public boolean broken() {
    return broken;
  }

  @Override
  public void close() {
    broken = true;
    open.forEach(Watch::close);
  }

  /** What has changed is read anew; here it only matters that something has. */
  private final class Told<T> implements Watcher<T> {

    @Override
    public void eventReceived(Action action, @Nullable T resource) {
      changed.run();
    }

    @Override
    public void onClose() {
      over();
    }

    /** Also if the server has forgotten where the watch began: the next one begins at present. */
    @Override
    public void onClose(WatcherException cause) {
      over();
    }

    private void over() {
      broken = true;
      changed.run();
    }
  }
}

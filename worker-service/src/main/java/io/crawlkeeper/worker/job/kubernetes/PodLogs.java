package io.crawlkeeper.worker.job.kubernetes;

import io.crawlkeeper.worker.job.ClusterTrouble;
import io.crawlkeeper.worker.job.FoundPod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;

/** What containers have written. */
record PodLogs(KubernetesClient client, Requests requests) {

  /** The client looks by itself whether the pod is ready; that was done before. */
  private static final int READY_MILLIS = 1_000;

  String last(FoundPod pod, int lines, int bytes) throws ClusterTrouble, InterruptedException {
    var path =
        "/api/v1/namespaces/%s/pods/%s/log?container=%s&tailLines=%d&limitBytes=%d"
            .formatted(pod.namespace(), pod.name(), JobTemplate.CONTAINER, lines, bytes);
    return requests.make("get-log", () -> Readings.text(client.raw(path, "GET", null)));
  }

  /** Ends with the container, or when the thread is interrupted. */
  void follow(FoundPod pod, OutputStream to) throws IOException, InterruptedException {
    var watch =
        requests.make(
            "follow-log",
            () ->
                client
                    .pods()
                    .inNamespace(pod.namespace())
                    .withName(pod.name())
                    .inContainer(JobTemplate.CONTAINER)
                    .withReadyWaitTimeout(READY_MILLIS)
                    .watchLog(new Flushed(to)));
    try (watch) {
      var failure = watch.onClose().toCompletableFuture().get();
      if (failure != null) {
        throw new IOException("the log of pod %s broke off".formatted(pod.name()), failure);
      }
    } catch (ExecutionException e) {
      throw new IOException("the log of pod %s broke off".formatted(pod.name()), e);
    }
  }

  /** Who follows wants to see each line when it comes. */
  private static final class Flushed extends FilterOutputStream {
    Flushed(OutputStream to) {
      super(to);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      out.flush();
    }

    @Override
    public void close() throws IOException {
      flush(); // It is the caller's.
    }
  }
}

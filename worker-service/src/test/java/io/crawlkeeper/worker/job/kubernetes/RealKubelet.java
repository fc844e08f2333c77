package io.crawlkeeper.worker.job.kubernetes;

import static org.awaitility.Awaitility.await;

import io.crawlkeeper.worker.job.JobTasks;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Says of pods that no node has what a node would say. The controllers are real. */
record RealKubelet(KubernetesClient client) implements Kubelet {

  private Pod pod(String job) {
    return await("a pod of " + job).until(() -> pods(job), pods -> !pods.isEmpty()).getFirst();
  }

  private List<Pod> pods(String job) {
    return client
        .pods()
        .inNamespace(JobTasks.NAMESPACE)
        .withLabel("job-name", job)
        .list()
        .getItems();
  }

  private void set(String job, PodStatus status) {
    client
        .pods()
        .resource(pod(job))
        .editStatus(pod -> new PodBuilder(pod).withStatus(status).build());
  }

  @Override
  public void waits(String job, String reason, String message) {
    set(job, MockKubelet.waiting(reason, message));
  }

  @Override
  public void runs(String job) {
    set(job, MockKubelet.running());
  }

  @Override
  public void ends(String job, int code, String lastLine) {
    set(job, MockKubelet.ended(code, lastLine));
    await("the end of " + job)
        .until(
            () -> {
              var status =
                  client
                      .batch()
                      .v1()
                      .jobs()
                      .inNamespace(JobTasks.NAMESPACE)
                      .withName(job)
                      .require()
                      .getStatus();
              return !status.getConditions().isEmpty();
            });
  }

  @Override
  public void gone(String job) {
    // Without a node, pods go at once.
  }
}

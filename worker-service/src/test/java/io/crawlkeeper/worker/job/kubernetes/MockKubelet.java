package io.crawlkeeper.worker.job.kubernetes;

import io.crawlkeeper.worker.job.JobTasks;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import java.util.List;

/** Plays the Job controller as well. */
record MockKubelet(KubernetesClient client) implements Kubelet {

  static PodStatus status(String phase, ContainerStateBuilder state) {
    return new PodStatusBuilder()
        .withPhase(phase)
        .addNewContainerStatus()
        .withName(JobTemplate.CONTAINER)
        .withState(state.build())
        .withRestartCount(0)
        .endContainerStatus()
        .build();
  }

  static PodStatus waiting(String reason, String message) {
    return status(
        "Pending",
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason(reason)
            .withMessage(message)
            .endWaiting());
  }

  static PodStatus running() {
    return status("Running", new ContainerStateBuilder().withNewRunning().endRunning());
  }

  static PodStatus ended(int code, String lastLine) {
    return status(
        code == 0 ? "Succeeded" : "Failed",
        new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(code)
            .withReason(code == 0 ? "Completed" : "Error")
            .withMessage(lastLine)
            .endTerminated());
  }

  @Override
  public void waits(String job, String reason, String message) {
    setPod(job, waiting(reason, message));
  }

  @Override
  public void runs(String job) {
    setPod(job, running());
  }

  private void setPod(String name, PodStatus status) {
    var job = job(name).require();
    if (Boolean.TRUE.equals(job.getSpec().getSuspend())) {
      throw new IllegalStateException(name + " is suspended, and starts nothing");
    }
    var pod = pod(name);
    if (pod.get() == null) {
      var _ = client.pods().resource(podOf(job)).create();
    }
    pod.edit(one -> new PodBuilder(one).withStatus(status).build());
  }

  private static Pod podOf(Job job) {
    return new PodBuilder()
        .withMetadata(job.getSpec().getTemplate().getMetadata())
        .editOrNewMetadata()
        .withNamespace(JobTasks.NAMESPACE)
        .withName(job.getMetadata().getName() + "-pod")
        .addToLabels("job-name", job.getMetadata().getName())
        .addNewOwnerReference()
        .withKind("Job")
        .withName(job.getMetadata().getName())
        .withUid(job.getMetadata().getUid())
        .endOwnerReference()
        .endMetadata()
        .withSpec(job.getSpec().getTemplate().getSpec())
        .build();
  }

  @Override
  public void ends(String job, int code, String lastLine) {
    setPod(job, ended(code, lastLine));
    job(job)
        .edit(
            one ->
                new JobBuilder(one)
                    .editOrNewStatus()
                    .addNewCondition()
                    .withType(code == 0 ? "Complete" : "Failed")
                    .withStatus("True")
                    .withReason(code == 0 ? null : "BackoffLimitExceeded")
                    .withMessage(code == 0 ? null : "Job has reached the specified backoff limit")
                    .endCondition()
                    .endStatus()
                    .build());
  }

  /** From now on the Job stays when it is deleted, until it is let go. */
  void holds(String job) {
    job(job)
        .edit(
            one ->
                new JobBuilder(one)
                    .editMetadata()
                    .withFinalizers("foregroundDeletion")
                    .endMetadata()
                    .build());
  }

  @Override
  public void gone(String job) {
    var _ = pod(job).delete();
    if (job(job).get() != null) {
      job(job)
          .edit(
              one ->
                  new JobBuilder(one)
                      .editMetadata()
                      .withFinalizers(List.of())
                      .endMetadata()
                      .build());
    }
  }

  private ScalableResource<Job> job(String name) {
    return client.batch().v1().jobs().inNamespace(JobTasks.NAMESPACE).withName(name);
  }

  private PodResource pod(String job) {
    return client.pods().inNamespace(JobTasks.NAMESPACE).withName(job + "-pod");
  }
}

package io.crawlkeeper.worker.job.kubernetes;

import io.crawlkeeper.worker.job.JobTasks;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;

/** Jobs that others have made. */
final class Foreign {
  private Foreign() {}

  static Job job(String name, String owner) {
    return new JobBuilder()
        .withNewMetadata()
        .withNamespace(JobTasks.NAMESPACE)
        .withName(name)
        .addToLabels("owner", owner)
        .endMetadata()
        .withNewSpec()
        .withNewTemplate()
        .withNewSpec()
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName("c")
        .withImage("registry.test/x:1")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}

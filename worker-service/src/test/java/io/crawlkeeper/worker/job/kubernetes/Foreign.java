package io.crawlkeeper.worker.job.kubernetes;

import io.crawlkeeper.worker.job.JobOrder;
import io.crawlkeeper.worker.job.JobTasks;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Jobs that others have made, or have ordered. */
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

  static JobOrder order(String name) {
    return new JobOrder(
        JobTasks.NAMESPACE,
        name,
        new JobOrder.Program(JobTasks.IMAGE, List.of(), List.of()),
        List.of(),
        new JobOrder.Resources("100m", "1", "64Mi", "1Gi"),
        0,
        Duration.ofMinutes(10),
        Map.of());
  }
}

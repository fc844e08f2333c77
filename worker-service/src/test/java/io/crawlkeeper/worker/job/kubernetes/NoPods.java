package io.crawlkeeper.worker.job.kubernetes;

import io.crawlkeeper.worker.job.JobTasks;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** A quota that leaves no room for a pod. */
record NoPods(KubernetesClient client, ResourceQuota quota) implements AutoCloseable {

  static NoPods in(KubernetesClient client) {
    var quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withNamespace(JobTasks.NAMESPACE)
            .withName("no-pods")
            .endMetadata()
            .withNewSpec()
            .addToHard("pods", new Quantity("0"))
            .endSpec()
            .build();
    var created = client.resourceQuotas().resource(quota).create();
    // What the quota's controller would reckon.
    created.setStatus(
        new io.fabric8.kubernetes.api.model.ResourceQuotaStatusBuilder()
            .addToHard("pods", new Quantity("0"))
            .addToUsed("pods", new Quantity("0"))
            .build());
    var _ = client.resourceQuotas().resource(created).updateStatus();
    return new NoPods(client, created);
  }

  String name() {
    return quota.getMetadata().getName();
  }

  @Override
  public void close() {
    var _ = client.resourceQuotas().resource(quota).delete();
  }
}

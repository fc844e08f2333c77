package io.crawlkeeper.worker.job.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;

/** A cluster for tests, with the namespace of {@link io.crawlkeeper.worker.job.JobTasks}. */
interface TestCluster extends AutoCloseable {

  Access access();

  /** For the tests to look at what is there. */
  KubernetesClient admin();

  Kubelet kubelet();

  @Override
  void close();
}

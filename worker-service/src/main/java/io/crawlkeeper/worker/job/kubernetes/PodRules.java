package io.crawlkeeper.worker.job.kubernetes;

import java.util.List;

/**
 * What all pods have in common.
 *
 * @param runAsUser 0 for the user of the image, which Kubernetes refuses to start if it is root
 * @param readOnlyRoot whether containers can write nowhere but in {@code /tmp}
 * @param storage most that a container may write to its node's disk, as Kubernetes writes amounts
 * @param pullSecrets of Kubernetes, for registries that ask for a password
 */
public record PodRules(
    int runAsUser, boolean readOnlyRoot, String storage, List<String> pullSecrets) {

  public PodRules {
    pullSecrets = List.copyOf(pullSecrets);
  }
}

package io.crawlkeeper.worker.job.kubernetes;

import io.crawlkeeper.model.JobSpec.EnvSpec;
import io.crawlkeeper.worker.job.JobOrder;
import io.crawlkeeper.worker.job.JobTag;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.HashMap;
import java.util.Map;

/**
 * The one form that Jobs have. Tasks fill in what {@link JobOrder} has and nothing else, so that no
 * task can ask for more than Kubernetes' Pod Security Standard "restricted" allows.
 */
record JobTemplate(String installation, PodRules rules) {

  static final String CONTAINER = "main";
  private static final String TMP = "tmp";

  /** Made suspended: it starts nothing before an attempt has made sure that it may. */
  Job of(JobOrder order, JobTag tag) {
    var labels = new HashMap<>(order.labels());
    labels.putAll(Marks.labels(installation, tag.run()));
    return new JobBuilder()
        .withNewMetadata()
        .withNamespace(order.namespace())
        .withName(order.name())
        .withLabels(labels)
        .withAnnotations(Marks.annotations(tag))
        .endMetadata()
        .withNewSpec()
        .withSuspend(true)
        .withCompletions(1)
        .withParallelism(1)
        .withBackoffLimit(order.backoffLimit())
        .withActiveDeadlineSeconds(Math.max(1, order.activeDeadline().toSeconds()))
        .withPodReplacementPolicy("Failed")
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withSpec(pod(order))
        .endTemplate()
        .endSpec()
        .build();
  }

  private PodSpec pod(JobOrder order) {
    var pod =
        new PodSpecBuilder()
            .withRestartPolicy("Never")
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withImagePullSecrets(
                rules.pullSecrets().stream().map(LocalObjectReference::new).toList())
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .withContainers(container(order));
    if (rules.runAsUser() > 0) {
      pod.editSecurityContext()
          .withRunAsUser((long) rules.runAsUser())
          .withRunAsGroup((long) rules.runAsUser())
          .endSecurityContext();
    }
    if (rules.readOnlyRoot()) {
      pod.addNewVolume()
          .withName(TMP)
          .withNewEmptyDir()
          .withSizeLimit(new Quantity(rules.storage()))
          .endEmptyDir()
          .endVolume();
    }
    return pod.build();
  }

  private Container container(JobOrder order) {
    var container =
        new ContainerBuilder()
            .withName(CONTAINER)
            .withImage(order.program().image())
            .withCommand(order.program().command())
            .withArgs(order.program().args())
            .withEnv(order.env().stream().map(JobTemplate::variable).toList())
            .withResources(resources(order.resources()))
            // So that the last lines of one that failed outlive its log.
            .withTerminationMessagePolicy("FallbackToLogsOnError")
            .withSecurityContext(security());
    if (rules.readOnlyRoot()) {
      container.addNewVolumeMount().withName(TMP).withMountPath("/tmp").endVolumeMount();
    }
    return container.build();
  }

  private SecurityContext security() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withPrivileged(false)
        .withRunAsNonRoot(true)
        .withReadOnlyRootFilesystem(rules.readOnlyRoot())
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  private ResourceRequirements resources(JobOrder.Resources resources) {
    return new ResourceRequirementsBuilder()
        .withRequests(amounts(resources.cpuRequest(), resources.memoryRequest()))
        .withLimits(amounts(resources.cpuLimit(), resources.memoryLimit()))
        .build();
  }

  private Map<String, Quantity> amounts(String cpu, String memory) {
    return Map.of(
        "cpu", new Quantity(cpu),
        "memory", new Quantity(memory),
        "ephemeral-storage", new Quantity(rules.storage()));
  }

  private static EnvVar variable(EnvSpec given) {
    var variable = new EnvVarBuilder().withName(given.name());
    var secret = given.secret();
    return secret == null
        ? variable.withValue(literal(given.value() == null ? "" : given.value())).build()
        : variable
            .withNewValueFrom()
            .withNewSecretKeyRef()
            .withName(secret.name())
            .withKey(secret.key())
            .endSecretKeyRef()
            .endValueFrom()
            .build();
  }

  /** Kubernetes puts the values of other variables for {@code $(NAME)}; {@code $$} stands for $. */
  private static String literal(String value) {
    return value.replace("$(", "$$(");
  }
}

package io.crawlkeeper.worker.job.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.JobSpec.EnvSpec;
import io.crawlkeeper.model.JobSpec.SecretKeySpec;
import io.crawlkeeper.worker.job.JobOrder;
import io.crawlkeeper.worker.job.JobTag;
import io.crawlkeeper.worker.run.RunKey;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobTemplateTest {
  private static final JobTag TAG =
      new JobTag(new RunKey("7-1", "a task", 7), 2, "7-1/2/w.1", Duration.ofMinutes(5));

  private static Job job(PodRules rules, EnvSpec... env) {
    var order =
        new JobOrder(
            "ns",
            "ck-7-1-1",
            new JobOrder.Program("registry.test/a:1", List.of("run"), List.of("x")),
            List.of(env),
            new JobOrder.Resources("100m", "1", "64Mi", "1Gi"),
            3,
            Duration.ofMinutes(10),
            Map.of("team", "a", Marks.RUN, "somebody else's"));
    return new JobTemplate("ck", rules).of(order, TAG);
  }

  private static PodSpec pod(Job job) {
    return job.getSpec().getTemplate().getSpec();
  }

  /** The rules of the Pod Security Standard "restricted", and no way into the cluster. */
  @Test
  void keepsToTheRestrictedStandard() {
    var pod = pod(job(new PodRules(0, false, "1Gi", List.of())));
    var container = pod.getContainers().getFirst();

    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isNull();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getPrivileged()).isFalse();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getEnableServiceLinks()).isFalse();
    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getHostPID()).isNull();
    assertThat(pod.getHostIPC()).isNull();
    assertThat(pod.getVolumes()).isEmpty();
    assertThat(container.getPorts()).isEmpty();
    assertThat(pod.getRestartPolicy()).isEqualTo("Never");
  }

  @Test
  void startsNothingByItselfAndIsNotRemovedByItself() {
    var spec = job(new PodRules(0, false, "1Gi", List.of())).getSpec();

    assertThat(spec.getSuspend()).isTrue();
    assertThat(spec.getTtlSecondsAfterFinished()).isNull();
    assertThat(spec.getParallelism()).isOne();
    assertThat(spec.getCompletions()).isOne();
    assertThat(spec.getBackoffLimit()).isEqualTo(3);
    assertThat(spec.getActiveDeadlineSeconds()).isEqualTo(600);
  }

  @Test
  void followsTheSettings() {
    var pod = pod(job(new PodRules(10001, true, "2Gi", List.of("registry"))));
    var container = pod.getContainers().getFirst();

    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getVolumeMounts())
        .singleElement()
        .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
    assertThat(pod.getVolumes().getFirst().getEmptyDir().getSizeLimit())
        .isEqualTo(new Quantity("2Gi"));
    assertThat(pod.getImagePullSecrets().getFirst().getName()).isEqualTo("registry");
    assertThat(container.getResources().getLimits())
        .containsEntry("cpu", new Quantity("1"))
        .containsEntry("ephemeral-storage", new Quantity("2Gi"));
  }

  @Test
  void canBeReadBack() {
    var job = job(new PodRules(0, false, "1Gi", List.of()));

    assertThat(Marks.tag(job.getMetadata(), "ck")).isEqualTo(TAG);
    assertThat(Marks.tag(job.getMetadata(), "other")).isNull();
    assertThat(job.getMetadata().getLabels()).containsEntry("team", "a");
    assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
        .containsEntry(Marks.RUN, "7-1");
  }

  @Test
  void takesValuesAsTheyAreAndSecretsByName() {
    var env =
        pod(job(
                new PodRules(0, false, "1Gi", List.of()),
                new EnvSpec("A", "$(B) and $B", null),
                new EnvSpec("C", null, new SecretKeySpec("db", "password"))))
            .getContainers()
            .getFirst()
            .getEnv();

    assertThat(env).extracting(EnvVar::getName).containsExactly("A", "C");
    assertThat(env.getFirst().getValue()).isEqualTo("$$(B) and $B");
    assertThat(env.getLast().getValue()).isNull();
    assertThat(env.getLast().getValueFrom().getSecretKeyRef().getName()).isEqualTo("db");
  }
}

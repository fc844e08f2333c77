package io.crawlkeeper.worker.job;

import io.crawlkeeper.model.JobSpec;
import io.crawlkeeper.model.JobSpec.EnvSpec;
import io.crawlkeeper.model.Run;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes orders of what tasks ask for, as far as the settings allow it. */
record Orders(JobSettings settings) {

  /**
   * @param spec with its defaults
   * @throws IllegalArgumentException naming the setting that does not allow it
   */
  JobOrder of(JobSpec spec, Run run) {
    var namespace = namespace(spec.namespace());
    checkImage(spec.image());
    var env = Objects.requireNonNullElse(spec.env(), List.<EnvSpec>of());
    env.forEach(this::checkSecret);
    var labels = Objects.requireNonNullElse(spec.labels(), Map.<String, String>of());
    labels.keySet().stream().sorted().forEach(this::checkLabel);
    return new JobOrder(
        namespace,
        JobName.of(settings.installation(), run.id(), run.failures()),
        program(spec),
        env,
        settings.resources().of(spec.resources()),
        Objects.requireNonNullElse(spec.backoffLimit(), 0),
        deadline(spec.activeDeadline()),
        labels);
  }

  private static JobOrder.Program program(JobSpec spec) {
    return new JobOrder.Program(
        spec.image(),
        Objects.requireNonNullElse(spec.command(), List.of()),
        Objects.requireNonNullElse(spec.args(), List.of()));
  }

  private String namespace(@Nullable String wanted) {
    var allowed = settings.allowed().namespaces();
    if (allowed.isEmpty()) {
      throw refusal("no namespace is allowed", "namespaces");
    }
    if (wanted != null && !allowed.contains(wanted)) {
      throw refusal(
          "the namespace %s is not among those allowed, %s".formatted(wanted, allowed),
          "namespaces");
    }
    return wanted == null ? allowed.getFirst() : wanted;
  }

  private void checkImage(String image) {
    var rules = settings.allowed().images();
    if (rules.isEmpty()) {
      throw refusal("no image is allowed, so neither is " + image, "images");
    }
    if (rules.stream().noneMatch(rule -> rule.allows(image))) {
      throw refusal("the image %s is not among those allowed".formatted(image), "images");
    }
  }

  private void checkSecret(EnvSpec variable) {
    var secret = variable.secret();
    if (secret != null
        && settings.allowed().secrets().stream()
            .noneMatch(rule -> rule.matcher(secret.name()).matches())) {
      throw refusal(
          "the secret %s, for %s, is not among those allowed"
              .formatted(secret.name(), variable.name()),
          "secrets");
    }
  }

  /** Services, network policies and webhooks choose pods by labels, whoever has put them there. */
  private void checkLabel(String key) {
    if (settings.allowed().labels().stream().noneMatch(rule -> rule.matcher(key).matches())) {
      throw refusal(
          "the label %s of job.labels is not among those allowed".formatted(key), "labels");
    }
  }

  private Duration deadline(@Nullable Duration wanted) {
    if (wanted != null && wanted.compareTo(settings.longest()) > 0) {
      throw refusal(
          "the activeDeadline %s is longer than %s".formatted(wanted, settings.longest()),
          "max-active-deadline");
    }
    return wanted == null ? settings.longest() : wanted;
  }

  private static IllegalArgumentException refusal(String what, String setting) {
    return new IllegalArgumentException(
        "%s: see crawlkeeper.jobs.%s of the worker".formatted(what, setting));
  }
}

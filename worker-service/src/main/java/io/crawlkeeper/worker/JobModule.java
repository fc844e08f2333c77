package io.crawlkeeper.worker;

import io.crawlkeeper.model.Quantity;
import io.crawlkeeper.settings.SettingsReader;
import io.crawlkeeper.worker.job.ImageRule;
import io.crawlkeeper.worker.job.JobExecutor;
import io.crawlkeeper.worker.job.JobListener;
import io.crawlkeeper.worker.job.JobSettings;
import io.crawlkeeper.worker.job.ResourceRules;
import io.crawlkeeper.worker.job.ResourceRules.Range;
import io.crawlkeeper.worker.job.kubernetes.Access;
import io.crawlkeeper.worker.job.kubernetes.Access.Limits;
import io.crawlkeeper.worker.job.kubernetes.KubernetesCluster;
import io.crawlkeeper.worker.job.kubernetes.PodRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a worker that concern containers.
 *
 * @param access null if the worker has no cluster, and so runs none
 */
record JobModule(@Nullable Access access, JobSettings settings, PodRules pods) {

  private static final Pattern ACCESS = Pattern.compile("none|in-cluster|kubeconfig");
  private static final Pattern INSTALLATION = Pattern.compile("[a-z]([a-z0-9-]{0,18}[a-z0-9])?");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern SECRETS = Pattern.compile("[a-z0-9][a-z0-9.-]{0,251}[a-z0-9*]?");

  private static final Pattern LABELS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./-]{0,315}\\*?");

  static JobModule read(SettingsReader reader) {
    var installation =
        reader.text(
            "jobs.installation",
            "crawlkeeper",
            INSTALLATION,
            "must be 1 to 20 small letters, digits and '-', the first a letter");
    var settings =
        new JobSettings(
            installation,
            allowed(reader),
            new ResourceRules(
                range(reader, "cpu", "500m", "2"), range(reader, "memory", "512Mi", "4Gi")),
            reader.duration(
                "jobs.max-active-deadline",
                Duration.ofDays(1),
                Duration.ofSeconds(1),
                Duration.ofDays(30)),
            reader.duration(
                "jobs.resync", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1)));
    return new JobModule(access(reader), settings, pods(reader));
  }

  private static JobSettings.Allowed allowed(SettingsReader reader) {
    return new JobSettings.Allowed(
        reader.list("jobs.namespaces", List.of(), form(NAMESPACE, "must be a namespace")),
        reader.list("jobs.images", List.of(), ImageRule::parse),
        reader.list(
            "jobs.secrets",
            List.of(),
            names(SECRETS, "must be the name of a secret, or the start of names and a *")),
        reader.list(
            "jobs.labels",
            List.of(),
            names(LABELS, "must be the key of a label, or the start of keys and a *")));
  }

  private static Function<String, Pattern> names(Pattern pattern, String form) {
    return text -> named(form(pattern, form).apply(text));
  }

  private static Pattern named(String rule) {
    return rule.endsWith("*")
        ? Pattern.compile(Pattern.quote(rule.substring(0, rule.length() - 1)) + ".*")
        : Pattern.compile(Pattern.quote(rule));
  }

  private static Range range(SettingsReader reader, String what, String otherwise, String most) {
    var range =
        new Range(
            quantity(reader, "jobs.default-" + what, otherwise),
            quantity(reader, "jobs.max-" + what, most));
    if (range.otherwise().amount().compareTo(range.most().amount()) > 0) {
      reader.refuse(
          "jobs.default-" + what,
          range.otherwise().text(),
          "crawlkeeper.jobs.max-%s allows %s".formatted(what, range.most()));
    }
    return range;
  }

  private static Quantity quantity(SettingsReader reader, String name, String otherwise) {
    var text = reader.text(name, otherwise);
    try {
      return new Quantity(text);
    } catch (IllegalArgumentException e) {
      reader.refuse(name, text, String.valueOf(e.getMessage()));
      return new Quantity(otherwise);
    }
  }

  private static PodRules pods(SettingsReader reader) {
    return new PodRules(
        reader.integer("jobs.run-as-user", 0, 0, 65_535),
        reader.flag("jobs.read-only-root", false),
        quantity(reader, "jobs.storage", "2Gi").text(),
        reader.list(
            "jobs.image-pull-secrets", List.of(), form(NAME, "must be the name of a secret")));
  }

  private static @Nullable Access access(SettingsReader reader) {
    var kind = reader.text("jobs.access", "none", ACCESS, "must be none, in-cluster or kubeconfig");
    var kubeconfig = reader.text("jobs.kubeconfig", "");
    var context = reader.text("jobs.context", "");
    var limits =
        new Limits(
            reader.integer("jobs.qps", 10, 1, 1_000),
            reader.integer("jobs.burst", 20, 1, 10_000),
            reader.duration(
                "jobs.request-timeout",
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofMinutes(5)));
    return switch (kind) {
      case "in-cluster" ->
          orRefuse(
              reader,
              "jobs.access",
              kind,
              () -> Access.inCluster(System.getenv(), Access.SERVICE_ACCOUNT, limits));
      case "kubeconfig" ->
          orRefuse(
              reader,
              "jobs.kubeconfig",
              kubeconfig,
              () ->
                  Access.kubeconfig(
                      Path.of(kubeconfig).toAbsolutePath(),
                      context.isEmpty() ? null : context,
                      limits));
      default -> null;
    };
  }

  private static @Nullable Access orRefuse(
      SettingsReader reader, String name, String value, Supplier<Access> access) {
    try {
      return access.get();
    } catch (IllegalArgumentException e) {
      reader.refuse(name, value, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static Function<String, String> form(Pattern pattern, String form) {
    return text -> {
      if (!pattern.matcher(text).matches()) {
        throw new IllegalArgumentException(form);
      }
      return text;
    };
  }

  /** Empty if the worker has no cluster. Asks nothing of the cluster yet. */
  Optional<JobExecutor> executor(JobListener listener) {
    return Optional.ofNullable(access)
        .map(one -> KubernetesCluster.open(one, settings.installation(), pods, listener))
        .map(cluster -> new JobExecutor(cluster, settings));
  }
}

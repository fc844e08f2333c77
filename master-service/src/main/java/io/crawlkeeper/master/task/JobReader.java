package io.crawlkeeper.master.task;

import io.crawlkeeper.model.JobSpec;
import io.crawlkeeper.model.JobSpec.EnvSpec;
import io.crawlkeeper.model.JobSpec.QuantitiesSpec;
import io.crawlkeeper.model.JobSpec.ResourcesSpec;
import io.crawlkeeper.model.JobSpec.SecretKeySpec;
import io.crawlkeeper.model.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.job}: ranges as the documentation of the API gives them. */
final class JobReader {

  static final List<String> JOB =
      List.of(
          "namespace",
          "image",
          "command",
          "args",
          "env",
          "resources",
          "backoffLimit",
          "activeDeadline",
          "ttlAfterFinished",
          "labels");
  private static final List<String> ENV = List.of("name", "value", "secret");
  private static final List<String> SECRET = List.of("name", "key");
  private static final List<String> RESOURCES = List.of("requests", "limits");
  private static final List<String> QUANTITIES = List.of("cpu", "memory");

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int MOST_WORDS = 100;
  private static final int MOST_ENV = 100;
  private static final int MOST_BACKOFF = 100;
  private static final int MOST_LABELS = 32;

  private JobReader() {}

  static @Nullable JobSpec read(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    fields.require("image");
    var image = fields.text("image", JobForms::image);
    var spec =
        new JobSpec(
            fields.text("namespace", JobForms::namespace),
            image == null ? "" : image,
            fields.list("command", 1, MOST_WORDS, JobForms::word),
            fields.list("args", 0, MOST_WORDS, JobForms::word),
            env(fields),
            resources(fields.object("resources", RESOURCES)),
            fields.number("backoffLimit", 0, MOST_BACKOFF),
            fields.text("activeDeadline", Forms.duration(SECOND, Duration.ofDays(30))),
            fields.text("ttlAfterFinished", Forms.duration(Duration.ZERO, Duration.ofDays(30))),
            fields.texts("labels", MOST_LABELS, JobForms::labelKey, JobForms::labelValue));
    return image == null ? null : spec;
  }

  private static @Nullable List<EnvSpec> env(Fields fields) {
    UnaryOperator<String> name = CrawlReader.<String>once(JobForms::variable)::apply;
    return fields.objects("env", 0, MOST_ENV, ENV, one -> env(one, name));
  }

  private static @Nullable EnvSpec env(Fields fields, UnaryOperator<String> form) {
    fields.require("name");
    var name = fields.text("name", form);
    if (fields.has("value") == fields.has("secret")) {
      fields.refuse("value", "must be given, or secret, and not both");
    }
    var value = fields.text("value", JobForms::value);
    var secret = secret(fields.object("secret", SECRET));
    return name == null || (value == null && secret == null)
        ? null
        : new EnvSpec(name, value, secret);
  }

  private static @Nullable SecretKeySpec secret(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    fields.require("name");
    fields.require("key");
    var name = fields.text("name", JobForms::secretName);
    var key = fields.text("key", JobForms::secretKey);
    return name == null || key == null ? null : new SecretKeySpec(name, key);
  }

  private static @Nullable ResourcesSpec resources(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    var requests = quantities(fields.object("requests", QUANTITIES));
    var limits = quantities(fields.object("limits", QUANTITIES));
    if (requests != null && limits != null) {
      check(fields, "cpu", requests.cpu(), limits.cpu());
      check(fields, "memory", requests.memory(), limits.memory());
    }
    return new ResourcesSpec(requests, limits);
  }

  private static @Nullable QuantitiesSpec quantities(@Nullable Fields fields) {
    return fields == null
        ? null
        : new QuantitiesSpec(
            fields.text("cpu", JobForms::cpu), fields.text("memory", JobForms::memory));
  }

  private static void check(
      Fields fields, String name, @Nullable Quantity request, @Nullable Quantity limit) {
    if (request != null && limit != null && request.amount().compareTo(limit.amount()) > 0) {
      fields.refuse(
          "requests", "must not ask for more %s than limits, which have %s".formatted(name, limit));
    }
  }
}

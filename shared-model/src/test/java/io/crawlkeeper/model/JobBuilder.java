package io.crawlkeeper.model;

import io.crawlkeeper.model.JobSpec.EnvSpec;
import io.crawlkeeper.model.JobSpec.ResourcesSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container for a test, of which it says only what it is about. */
public final class JobBuilder {

  private final String image;
  private @Nullable String namespace;
  private @Nullable List<String> command;
  private @Nullable List<String> args;
  private @Nullable List<EnvSpec> env;
  private @Nullable ResourcesSpec resources;
  private @Nullable Integer backoffLimit;
  private @Nullable Duration activeDeadline;
  private @Nullable Duration ttlAfterFinished;
  private @Nullable Map<String, String> labels;

  private JobBuilder(String image) {
    this.image = image;
  }

  public static JobBuilder of(String image) {
    return new JobBuilder(image);
  }

  public JobBuilder namespace(@Nullable String name) {
    namespace = name;
    return this;
  }

  public JobBuilder command(String... words) {
    command = List.of(words);
    return this;
  }

  public JobBuilder args(String... words) {
    args = List.of(words);
    return this;
  }

  public JobBuilder env(EnvSpec... variables) {
    env = List.of(variables);
    return this;
  }

  public JobBuilder resources(@Nullable ResourcesSpec wanted) {
    resources = wanted;
    return this;
  }

  public JobBuilder backoffLimit(int most) {
    backoffLimit = most;
    return this;
  }

  public JobBuilder activeDeadline(Duration most) {
    activeDeadline = most;
    return this;
  }

  public JobBuilder ttlAfterFinished(Duration time) {
    ttlAfterFinished = time;
    return this;
  }

  public JobBuilder labels(Map<String, String> all) {
    labels = all;
    return this;
  }

  public JobSpec build() {
    return new JobSpec(
        namespace,
        image,
        command,
        args,
        env,
        resources,
        backoffLimit,
        activeDeadline,
        ttlAfterFinished,
        labels);
  }
}

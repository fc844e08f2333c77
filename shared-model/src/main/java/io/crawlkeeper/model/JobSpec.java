package io.crawlkeeper.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A container that each run starts once, as a Job of Kubernetes, as the user gave it: null stands
 * for "the default".
 *
 * @param namespace null for the one that the worker's settings name
 * @param image with a tag or a digest
 * @param command in place of the image's entry point
 * @param args in place of the image's arguments
 * @param env variables in their order, each name once
 * @param resources null for those of the worker's settings
 * @param backoffLimit how often Kubernetes starts the container again after a failure within one
 *     attempt
 * @param activeDeadline of an attempt, all that Kubernetes starts again included; no limit by
 *     default
 * @param ttlAfterFinished how long the Job, and with it its log, is kept when it is over
 * @param labels put on the Job and its pods besides Crawlkeeper's own; keys may have a prefix, as
 *     in {@code example.org/team}
 */
public record JobSpec(
    @Nullable String namespace,
    String image,
    @Nullable List<String> command,
    @Nullable List<String> args,
    @Nullable List<EnvSpec> env,
    @Nullable ResourcesSpec resources,
    @Nullable Integer backoffLimit,
    @Nullable Duration activeDeadline,
    @Nullable Duration ttlAfterFinished,
    @Nullable Map<String, String> labels)
    implements WorkSpec {

  public static final String KIND = "job";

  /** How long Jobs are kept that are over, if nothing else was said. */
  public static final Duration TTL = Duration.ofHours(1);

  public JobSpec {
    command = command == null ? null : List.copyOf(command);
    args = args == null ? null : List.copyOf(args);
    env = env == null ? null : List.copyOf(env);
    labels = labels == null ? null : Map.copyOf(labels);
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** This container with the defaults spelled out that are the same on all workers. */
  public JobSpec effective() {
    return new JobSpec(
        namespace,
        image,
        Objects.requireNonNullElse(command, List.of()),
        Objects.requireNonNullElse(args, List.of()),
        Objects.requireNonNullElse(env, List.of()),
        resources,
        Objects.requireNonNullElse(backoffLimit, 0),
        activeDeadline,
        Objects.requireNonNullElse(ttlAfterFinished, TTL),
        Objects.requireNonNullElse(labels, Map.of()));
  }

  /**
   * A variable of the container's environment: of {@code value} and {@code secret} exactly one is
   * not null.
   */
  public record EnvSpec(String name, @Nullable String value, @Nullable SecretKeySpec secret) {}

  /**
   * A value in a secret of Kubernetes, in the namespace of the Job.
   *
   * @param name of the secret
   * @param key within it
   */
  public record SecretKeySpec(String name, String key) {}

  /**
   * What the container gets and may use at most.
   *
   * @param requests null for those of the worker's settings
   * @param limits null for those of the worker's settings
   */
  public record ResourcesSpec(@Nullable QuantitiesSpec requests, @Nullable QuantitiesSpec limits) {}

  /**
   * @param cpu in CPUs
   * @param memory in bytes
   */
  public record QuantitiesSpec(@Nullable Quantity cpu, @Nullable Quantity memory) {}
}

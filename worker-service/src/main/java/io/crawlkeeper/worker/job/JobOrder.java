package io.crawlkeeper.worker.job;

import io.crawlkeeper.model.JobSpec.EnvSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is to be run, with everything filled in and found to be allowed.
 *
 * @param env variables in their order
 * @param labels of the user, put on the Job and its pods
 */
public record JobOrder(
    String namespace,
    String name,
    Program program,
    List<EnvSpec> env,
    Resources resources,
    int backoffLimit,
    Duration activeDeadline,
    Map<String, String> labels) {

  public JobOrder {
    env = List.copyOf(env);
    labels = Map.copyOf(labels);
  }

  /**
   * @param command in place of the image's entry point; none if empty
   * @param args in place of the image's arguments; none if empty
   */
  public record Program(String image, List<String> command, List<String> args) {
    public Program {
      command = List.copyOf(command);
      args = List.copyOf(args);
    }
  }

  /** Amounts as Kubernetes writes them. */
  public record Resources(
      String cpuRequest, String cpuLimit, String memoryRequest, String memoryLimit) {}
}

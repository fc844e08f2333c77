package io.crawlkeeper.worker.job.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How to reach the API of a cluster. */
public record Access(Config config, Limits limits) {

  /** Where a pod finds what its service account may use. */
  public static final Path SERVICE_ACCOUNT =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  /**
   * @param perSecond requests on average
   * @param burst requests at once after a rest
   * @param timeout of one request
   */
  public record Limits(int perSecond, int burst, Duration timeout) {}

  /**
   * As the service account of the pod that this process runs in.
   *
   * @param environment of the process
   * @throws IllegalArgumentException if it runs in none; a sentence to follow "but"
   */
  public static Access inCluster(Map<String, String> environment, Path account, Limits limits) {
    var host = environment.get("KUBERNETES_SERVICE_HOST");
    var port = environment.get("KUBERNETES_SERVICE_PORT");
    if (host == null || port == null) {
      throw new IllegalArgumentException(
          "this process runs in no pod of Kubernetes: KUBERNETES_SERVICE_HOST is not set");
    }
    var token = account.resolve("token");
    if (!Files.isReadable(token)) {
      throw new IllegalArgumentException(
          "its pod has no token at %s: set automountServiceAccountToken".formatted(token));
    }
    var address = host.contains(":") ? "[" + host + "]" : host;
    var config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("https://%s:%s/".formatted(address, port))
            .withCaCertFile(account.resolve("ca.crt").toString())
            // It is replaced from time to time.
            .withOauthTokenProvider(() -> read(token))
            .build();
    return new Access(config, limits);
  }

  private static String read(Path token) {
    try {
      return Files.readString(token).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * As a kubeconfig says.
   *
   * @param context null for the current one
   * @throws IllegalArgumentException if it cannot be used; "must be …"
   */
  public static Access kubeconfig(Path file, @Nullable String context, Limits limits) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException("must be a kubeconfig, a file that can be read");
    }
    var config = parse(file, context);
    var current = config.getCurrentContext();
    if (current == null || (context != null && !context.equals(current.getName()))) {
      throw new IllegalArgumentException(
          context == null
              ? "must have a current context, or crawlkeeper.jobs.context name one"
              : "must have a context called " + context);
    }
    return new Access(config, limits);
  }

  private static Config parse(Path file, @Nullable String context) {
    try {
      return Config.fromKubeconfig(context, file.toFile());
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw new IllegalArgumentException("must be a kubeconfig: " + e.getMessage(), e);
    }
  }

  /** A client that asks nothing yet, and repeats nothing by itself. */
  KubernetesClient connect() {
    var millis = Math.toIntExact(limits.timeout().toMillis());
    var own =
        new ConfigBuilder(config)
            .withRequestTimeout(millis)
            .withConnectionTimeout(millis)
            .withRequestRetryBackoffLimit(0)
            // Who watches reads anew after a break, and sets up another watch.
            .withWatchReconnectLimit(0)
            .withUserAgent("crawlkeeper-worker")
            .build();
    return new KubernetesClientBuilder()
        .withConfig(own)
        .withHttpClientFactory(new JdkHttpClientFactory())
        .build();
  }
}

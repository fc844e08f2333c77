package io.crawlkeeper.worker.job.kubernetes;

import io.crawlkeeper.worker.job.kubernetes.Access.Limits;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;

/**
 * The API of Kubernetes without a Job controller. It can go away and come back on the same port
 * with all that it knows.
 */
final class MockCluster implements TestCluster {
  private final Faults faults = new Faults();
  private final Config config;
  private final KubernetesClient admin;
  private KubernetesMockServer server;

  MockCluster() {
    server = start(0);
    config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(server.url("/"))
            .withHttp2Disable(true)
            .build();
    admin =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
  }

  private KubernetesMockServer start(int port) {
    var mock =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), faults, false);
    mock.start(InetAddress.getLoopbackAddress(), port);
    return mock;
  }

  /** What the server does wrong. */
  Faults faults() {
    return faults;
  }

  void goAway() {
    server.shutdown();
  }

  void comeBack() {
    server = start(server.getPort());
  }

  @Override
  public Access access() {
    return new Access(config, new Limits(1_000, 1_000, Duration.ofSeconds(5)));
  }

  @Override
  public KubernetesClient admin() {
    return admin;
  }

  @Override
  public Kubelet kubelet() {
    return new MockKubelet(admin);
  }

  @Override
  public void close() {
    admin.close();
    server.shutdown();
  }
}

package io.crawlkeeper.systemtests.harness;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;

/**
 * The API of Kubernetes in this process, over HTTP on 127.0.0.1. It has no controllers: the test
 * says what becomes of the Jobs.
 */
public final class KubernetesApi implements AutoCloseable {
  public static final String NAMESPACE = "crawl-jobs";

  private final KubernetesMockServer server;
  private final KubernetesClient client;
  private final Link link;

  private KubernetesApi(KubernetesMockServer server, KubernetesClient client) {
    this.server = server;
    this.client = client;
    this.link = Link.to("127.0.0.1:" + server.getPort());
  }

  public static KubernetesApi open() {
    var server =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            new HashMap<>(),
            new KubernetesMixedDispatcher(new HashMap<>()),
            false);
    server.start(InetAddress.getLoopbackAddress(), 0);
    var config = new ConfigBuilder(Config.empty()).withMasterUrl(server.url("/")).build();
    var client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
    return new KubernetesApi(server, client);
  }

  /**
   * Settings of workers that run containers here.
   *
   * @param folder takes the kubeconfig
   */
  public String[] settings(Path folder) {
    var kubeconfig = folder.resolve("kubeconfig");
    try {
      Files.writeString(
          kubeconfig,
          """
          apiVersion: v1
          kind: Config
          clusters: [{name: c, cluster: {server: "%s"}}]
          users: [{name: u, user: {}}]
          contexts: [{name: here, context: {cluster: c, user: u}}]
          current-context: here
          """
              .formatted("http://" + link.address()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new String[] {
      "crawlkeeper.jobs.access=kubeconfig",
      "crawlkeeper.jobs.kubeconfig=" + kubeconfig,
      "crawlkeeper.jobs.namespaces=" + NAMESPACE,
      "crawlkeeper.jobs.images=registry.test/team/*"
    };
  }

  /** The way of the workers to it. */
  public Link link() {
    return link;
  }

  public List<Job> jobs() {
    return client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems();
  }

  /** The one Job that there is, once it may start its container. */
  public Job awaitAtWork() {
    return await("a Job at work")
        .atMost(PATIENCE)
        .until(
            this::jobs,
            jobs ->
                jobs.size() == 1 && Boolean.FALSE.equals(jobs.getFirst().getSpec().getSuspend()))
        .getFirst();
  }

  /** The Job's container has run, and ended well. */
  public void succeed(Job job) {
    var pod =
        new PodBuilder()
            .withMetadata(job.getSpec().getTemplate().getMetadata())
            .editOrNewMetadata()
            .withNamespace(NAMESPACE)
            .withName(job.getMetadata().getName() + "-pod")
            .addToLabels("job-name", job.getMetadata().getName())
            .addNewOwnerReference()
            .withKind("Job")
            .withName(job.getMetadata().getName())
            .withUid(job.getMetadata().getUid())
            .endOwnerReference()
            .endMetadata()
            .withNewStatus()
            .withPhase("Succeeded")
            .addNewContainerStatus()
            .withName("main")
            .withState(
                new ContainerStateBuilder()
                    .withNewTerminated()
                    .withExitCode(0)
                    .endTerminated()
                    .build())
            .endContainerStatus()
            .endStatus()
            .build();
    var _ = client.pods().resource(pod).create();
    client
        .batch()
        .v1()
        .jobs()
        .inNamespace(NAMESPACE)
        .withName(job.getMetadata().getName())
        .edit(
            one ->
                new JobBuilder(one)
                    .editOrNewStatus()
                    .addNewCondition()
                    .withType("Complete")
                    .withStatus("True")
                    .endCondition()
                    .endStatus()
                    .build());
  }

  /** As when its time is over. */
  public void remove(Job job) {
    var _ = client.batch().v1().jobs().resource(job).delete();
  }

  @Override
  public void close() throws IOException {
    link.close();
    client.close();
    server.shutdown();
  }
}

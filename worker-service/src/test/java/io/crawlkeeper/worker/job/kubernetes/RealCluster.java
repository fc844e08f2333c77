package io.crawlkeeper.worker.job.kubernetes;

import static org.awaitility.Awaitility.await;

import io.crawlkeeper.worker.job.JobTasks;
import io.crawlkeeper.worker.job.kubernetes.Access.Limits;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real API server with its controllers and etcd, on 127.0.0.1, without nodes. The worker has the
 * rights that the documentation says it needs, and no more.
 */
final class RealCluster implements TestCluster {
  private static final Limits LIMITS = new Limits(100, 100, Duration.ofSeconds(10));
  private static final Path RIGHTS = Path.of("..", "docs", "reference", "kubernetes.md");
  private static final String WORKER = "worker";

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final int port = freePort();
  private final KubernetesClient admin;

  RealCluster(RealPrograms programs, Path folder) throws Exception {
    this.folder = folder;
    var key = key();
    var etcd = startEtcd(programs);
    startApiServer(programs, etcd, key);
    admin = Access.kubeconfig(kubeconfig("admin"), null, LIMITS).connect();
    await("the API server")
        .ignoreExceptions()
        .until(() -> admin.namespaces().withName("default").get() != null);
    startControllers(programs, key);
    prepare();
  }

  private String startEtcd(RealPrograms programs) throws IOException {
    var clients = "http://127.0.0.1:" + freePort();
    var peers = "http://127.0.0.1:" + freePort();
    start(
        "etcd",
        programs.etcd().toString(),
        "--data-dir=" + folder.resolve("etcd"),
        "--listen-client-urls=" + clients,
        "--advertise-client-urls=" + clients,
        "--listen-peer-urls=" + peers,
        "--initial-advertise-peer-urls=" + peers,
        "--initial-cluster=default=" + peers);
    return clients;
  }

  private void startApiServer(RealPrograms programs, String etcd, Path key) throws IOException {
    var tokens = folder.resolve("tokens.csv");
    Files.writeString(
        tokens,
        "admin-token,admin,admin,\"system:masters\"\nworker-token,%s,%s\n"
            .formatted(WORKER, WORKER));
    var command =
        new ArrayList<>(
            List.of(
                programs.apiServer().toString(),
                "--etcd-servers=" + etcd,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + folder.resolve("certificates"),
                "--token-auth-file=" + tokens,
                "--authorization-mode=RBAC",
                "--service-cluster-ip-range=10.0.0.0/24",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + key,
                "--service-account-signing-key-file=" + key));
    command.addAll(programs.gates());
    start("kube-apiserver", command.toArray(String[]::new));
  }

  private void startControllers(RealPrograms programs, Path key) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                programs.controllers().toString(),
                "--kubeconfig=" + kubeconfig("admin"),
                "--controllers=job,garbagecollector,ttl-after-finished,namespace,serviceaccount,serviceaccount-token,root-ca-cert-publisher",
                "--leader-elect=false",
                "--secure-port=" + freePort(),
                "--bind-address=127.0.0.1",
                "--cert-dir=" + folder.resolve("certificates"),
                "--service-account-private-key-file=" + key));
    command.addAll(programs.gates());
    start("kube-controller-manager", command.toArray(String[]::new));
  }

  private void start(String name, String... command) throws IOException {
    processes.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start());
  }

  private void prepare() throws IOException {
    var _ =
        admin
            .namespaces()
            .resource(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withName(JobTasks.NAMESPACE)
                    .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                    .endMetadata()
                    .build())
            .create();
    var page = Files.readString(RIGHTS);
    var yaml =
        page.substring(
            page.indexOf("```yaml") + 7, page.indexOf("```", page.indexOf("```yaml") + 7));
    var role =
        admin
            .rbac()
            .roles()
            .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
            .item();
    role.getMetadata().setNamespace(JobTasks.NAMESPACE);
    var _ = admin.rbac().roles().resource(role).create();
    var binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withNamespace(JobTasks.NAMESPACE)
            .withName(WORKER)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", role.getMetadata().getName())
            .addNewSubject("rbac.authorization.k8s.io", "User", WORKER, null)
            .build();
    var _ = admin.rbac().roleBindings().resource(binding).create();
    await("the service account of pods")
        .until(
            () ->
                admin.serviceAccounts().inNamespace(JobTasks.NAMESPACE).withName("default").get()
                    != null);
  }

  private Path kubeconfig(String user) throws IOException {
    return Files.writeString(
        folder.resolve(user + ".kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]
        users: [{name: u, user: {token: %s-token}}]
        contexts: [{name: here, context: {cluster: c, user: u}}]
        current-context: here
        """
            .formatted(port, user));
  }

  private Path key() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    var pem =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    return Files.writeString(
        folder.resolve("service-accounts.pem"),
        "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n");
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** No Job is there, and no pod. */
  void empty() {
    var jobs = admin.batch().v1().jobs().inNamespace(JobTasks.NAMESPACE);
    var _ = jobs.delete();
    await("the namespace is empty")
        .until(
            () ->
                jobs.list().getItems().isEmpty()
                    && admin.pods().inNamespace(JobTasks.NAMESPACE).list().getItems().isEmpty());
  }

  @Override
  public Access access() {
    try {
      return Access.kubeconfig(kubeconfig(WORKER), null, LIMITS);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public KubernetesClient admin() {
    return admin;
  }

  @Override
  public Kubelet kubelet() {
    return new RealKubelet(admin);
  }

  @Override
  public void close() {
    admin.close();
    // The controllers first, so that none complains of the others.
    for (var process : processes.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}

package io.crawlkeeper.containertests;

import io.crawlkeeper.systemtests.harness.Api;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.MountableFile;

/** A cluster of containers with a network of its own: two masters, two workers, and a site. */
final class Containers implements AutoCloseable {
  static final String SITE = "http://site:8084/";

  private static final Duration START = Duration.ofMinutes(2);
  private static final int MASTER_PORT = 8080;
  private static final int WORKER_PORT = 8090;

  private final Network network = Network.newNetwork();
  private final Path results;
  private final List<GenericContainer<?>> all = new ArrayList<>();
  private final List<GenericContainer<?>> masters = new ArrayList<>();
  private final List<GenericContainer<?>> workers = new ArrayList<>();

  /**
   * @param results a folder of this machine in which anybody may write
   */
  Containers(Path results) {
    this.results = results;
  }

  void start(Path site) {
    var zookeeper =
        container(Images.ZOOKEEPER, "zookeeper")
            .withExposedPorts(2181)
            .waitingFor(Wait.forListeningPort().withStartupTimeout(START));
    var postgres =
        new PostgreSQLContainer(Images.POSTGRES.image().asCompatibleSubstituteFor("postgres"))
            .withNetwork(network)
            .withNetworkAliases("postgres")
            .withDatabaseName("crawlkeeper")
            .withUsername("crawlkeeper")
            .withPassword("hidden");
    var web =
        container(Images.WORKER, "site")
            .withCopyFileToContainer(MountableFile.forHostPath(site), "/tmp/site")
            .withCreateContainerCmdModifier(
                command ->
                    command
                        .withEntrypoint("java", "-m", "jdk.httpserver")
                        .withCmd("-b", "0.0.0.0", "-p", "8084", "-d", "/tmp/site"))
            .waitingFor(Wait.forLogMessage(".*8084.*", 1).withStartupTimeout(START));
    all.addAll(List.of(zookeeper, postgres, web));
    for (var i = 1; i <= 2; i++) {
      masters.add(service(Images.MASTER, "master-" + i, MASTER_PORT));
      workers.add(service(Images.WORKER, "worker-" + i, WORKER_PORT));
    }
    all.parallelStream().forEach(GenericContainer::start);
    masters.forEach(GenericContainer::start);
    workers.forEach(GenericContainer::start);
  }

  private GenericContainer<?> container(Images image, String name) {
    return new GenericContainer<>(image.image())
        .withImagePullPolicy(Images.policy())
        .withNetwork(network)
        .withNetworkAliases(name);
  }

  /** As the chart runs it: another user than root, and nothing to be written but its volumes. */
  private GenericContainer<?> service(Images image, String name, int port) {
    return container(image, name)
        .withEnv(
            Map.of(
                "CRAWLKEEPER_ID", name,
                "CRAWLKEEPER_ADVERTISE", name,
                "CRAWLKEEPER_ZOOKEEPER_CONNECT", "zookeeper:2181/crawlkeeper",
                "CRAWLKEEPER_DATABASE_URL", "jdbc:postgresql://postgres:5432/crawlkeeper",
                "CRAWLKEEPER_DATABASE_USER", "crawlkeeper",
                "CRAWLKEEPER_DATABASE_PASSWORD", "hidden",
                "CRAWLKEEPER_STORAGE_URL", "file:/results",
                "CRAWLKEEPER_ALLOWED_ADDRESSES", "172.16.0.0/12,192.168.0.0/16,10.0.0.0/8"))
        .withTmpFs(Map.of("/tmp", "exec,mode=1777", "/data", "uid=10001"))
        .withFileSystemBind(results.toString(), "/results", BindMode.READ_WRITE)
        .withExposedPorts(port)
        // Who cannot reach a database or ZooKeeper ends in seconds, and is to be started anew.
        .withStartupAttempts(5)
        .withCreateContainerCmdModifier(
            command -> {
              command.withHostName(name);
              var host = command.getHostConfig();
              if (host != null) {
                host.withReadonlyRootfs(true);
              }
            })
        .waitingFor(Wait.forHealthcheck().withStartupTimeout(START));
  }

  /** Addresses of the masters that run, for clients on this machine. */
  List<String> masters() {
    return masters.stream()
        .filter(GenericContainer::isRunning)
        .map(master -> master.getHost() + ":" + master.getMappedPort(MASTER_PORT))
        .toList();
  }

  /** The container of who leads, as any master says; empty if none answers or none leads. */
  Optional<GenericContainer<?>> leader() {
    return leaderId().flatMap(id -> named(masters, id));
  }

  private Optional<String> leaderId() {
    for (var master : masters()) {
      try {
        var leader = Api.cluster(master).path("leader").path("id").asString("");
        if (!leader.isEmpty()) {
          return Optional.of(leader);
        }
      } catch (IOException e) {
        // The next may know.
      }
    }
    return Optional.empty();
  }

  /**
   * @param id of a worker, without its incarnation
   */
  Optional<GenericContainer<?>> worker(String id) {
    return named(workers, id);
  }

  private static Optional<GenericContainer<?>> named(List<GenericContainer<?>> among, String id) {
    return among.stream()
        .filter(one -> id.equals(one.getEnvMap().get("CRAWLKEEPER_ID")))
        .findFirst();
  }

  /** As SIGKILL of its process. */
  static void kill(GenericContainer<?> container) {
    var docker = container.getDockerClient();
    docker.killContainerCmd(container.getContainerId()).exec();
  }

  /** From now on nothing reaches the container, and nothing leaves it. */
  void cutOff(GenericContainer<?> container) {
    container
        .getDockerClient()
        .disconnectFromNetworkCmd()
        .withNetworkId(network.getId())
        .withContainerId(container.getContainerId())
        .exec();
  }

  @Override
  public void close() {
    workers.forEach(GenericContainer::stop);
    masters.forEach(GenericContainer::stop);
    all.forEach(GenericContainer::stop);
    network.close();
  }
}

package io.crawlkeeper.helm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Real servers with the configuration of the chart, but for ports and folders; each a process. */
final class ZooKeeperServers implements AutoCloseable {

  private final String configuration;
  private final Path folder;
  private final List<Integer> clientPorts = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  private ZooKeeperServers(String configuration, Path folder) {
    this.configuration = configuration;
    this.folder = folder;
  }

  /** None is started yet. */
  static ZooKeeperServers of(Scenario scenario, Path folder) throws IOException {
    var configuration =
        Manifest.one(Chart.of(scenario), "ConfigMap", "crawlkeeper-zookeeper")
            .at("/data/zoo.cfg")
            .asText();
    var lines = new ArrayList<String>();
    for (var line : configuration.lines().toList()) {
      if (line.startsWith("server.")) {
        var name = line.substring(0, line.indexOf('='));
        lines.add("%s=127.0.0.1:%d:%d".formatted(name, freePort(), freePort()));
      } else if (!line.startsWith("metricsProvider.")) {
        lines.add(line); // The provider of metrics is in the image, and not in a jar of Maven.
      }
    }
    return new ZooKeeperServers(String.join("\n", lines), folder);
  }

  /**
   * @param number from 1 on
   */
  void start(int number) throws IOException {
    var data = Files.createDirectories(folder.resolve("data-" + number));
    Files.writeString(data.resolve("myid"), String.valueOf(number));
    var port = freePort();
    clientPorts.add(port);
    var file =
        Files.writeString(
            folder.resolve("zoo-" + number + ".cfg"),
            configuration
                .replace("dataDir=/data", "dataDir=" + data)
                .replace("clientPort=2181", "clientPort=" + port));
    processes.add(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server-" + number + ".log").toFile())
            .start());
  }

  /** Where the first of them is. */
  String address() {
    return "127.0.0.1:" + clientPorts.getFirst();
  }

  /**
   * Asks a server as a probe of the chart does.
   *
   * @param number from 1 on, in the order in which they were started
   */
  boolean answers(String probe, int number) throws IOException, InterruptedException {
    var command =
        Manifest.one(Chart.of(Scenario.PRODUCTION), "StatefulSet", "crawlkeeper-zookeeper")
            .at("/spec/template/spec/containers/0/" + probe + "/exec/command")
            .valueStream()
            .map(word -> word.asText().replace("/2181", "/" + clientPorts.get(number - 1)))
            .toList();
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }

  /** Of this machine; another may take it before it is used. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    processes.forEach(process -> process.destroyForcibly().onExit().join());
  }
}

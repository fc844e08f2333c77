package io.crawlkeeper.systemtests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;
import org.jspecify.annotations.Nullable;

/** One ZooKeeper server as an operator would run it; keeps its data and port over restarts. */
public final class ZooKeeperProcess implements AutoCloseable {

  private final Path folder;
  private final int port;
  private @Nullable JavaProcess process;

  private ZooKeeperProcess(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** A server on its own. Not started yet. */
  public static ZooKeeperProcess single(Path folder) {
    return of(folder, 1, FreePorts.next(), List.of());
  }

  /**
   * @param members lines such as {@code server.1=host:port:port}; none for a server on its own
   */
  static ZooKeeperProcess of(Path folder, int id, int port, List<String> members) {
    try {
      var data = Files.createDirectories(folder.resolve("data"));
      Files.writeString(data.resolve("myid"), String.valueOf(id));
      Files.writeString(
          folder.resolve("zoo.cfg"), configuration(data, port) + String.join("\n", members) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ZooKeeperProcess(folder, port);
  }

  /** Ticks are short, so that short session timeouts are granted and kept to half a second. */
  private static String configuration(Path data, int port) {
    return """
    tickTime=500
    initLimit=40
    syncLimit=20
    minSessionTimeout=1000
    maxSessionTimeout=60000
    dataDir=%s
    clientPort=%d
    clientPortAddress=127.0.0.1
    maxClientCnxns=0
    admin.enableServer=false
    extendedTypesEnabled=true
    # Processes are killed here, not machines: what was written to the file system is kept.
    forceSync=no
    """
        .formatted(data, port);
  }

  public void start() {
    process =
        JavaProcess.start(
            folder.resolve("log.txt"),
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                QuorumPeerMain.class.getName(),
                folder.resolve("zoo.cfg").toString()));
  }

  /** SIGKILL. */
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}

package io.crawlkeeper.systemtests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;
import org.jspecify.annotations.Nullable;

/** One ZooKeeper server as an operator would run it; keeps its data and port over restarts. */
public final class ZooKeeperProcess implements AutoCloseable {

  private final Path folder;
  private final int port;
  private final List<String> options;
  private @Nullable JavaProcess process;

  private ZooKeeperProcess(Path folder, int port, List<String> options) {
    this.folder = folder;
    this.port = port;
    this.options = options;
  }

  /** A server on its own. Not started yet. */
  public static ZooKeeperProcess single(Path folder) {
    return of(folder, 1, FreePorts.next(), List.of(), Care.OF_PROCESSES);
  }

  /**
   * What data have to outlive.
   *
   * @param options of the JVM
   * @param sync a line of the configuration
   */
  public record Care(List<String> options, String sync) {

    /** Processes are killed, not machines: what was written to the file system is kept. */
    public static final Care OF_PROCESSES = new Care(List.of(), "forceSync=no");

    /** As in production: each commit is forced to the disk. With room for many znodes. */
    public static final Care OF_MACHINES =
        new Care(List.of("-Xmx2g", "-XX:TieredStopAtLevel=4"), "forceSync=yes");

    public Care {
      options = List.copyOf(options);
    }
  }

  /**
   * @param members lines such as {@code server.1=host:port:port}; none for a server on its own
   */
  static ZooKeeperProcess of(Path folder, int id, int port, List<String> members, Care care) {
    try {
      var data = Files.createDirectories(folder.resolve("data"));
      Files.writeString(data.resolve("myid"), String.valueOf(id));
      Files.writeString(
          folder.resolve("zoo.cfg"),
          configuration(data, port, care) + String.join("\n", members) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ZooKeeperProcess(folder, port, care.options);
  }

  /** Ticks are short, so that short session timeouts are granted and kept to half a second. */
  private static String configuration(Path data, int port, Care care) {
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
    %s
    """
        .formatted(data, port, care.sync);
  }

  public void start() {
    var arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.add(QuorumPeerMain.class.getName());
    arguments.add(folder.resolve("zoo.cfg").toString());
    process = JavaProcess.start(folder.resolve("log.txt"), arguments);
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

package io.crawlkeeper.systemtests.harness;

import io.crawlkeeper.systemtests.harness.ZooKeeperProcess.Care;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** ZooKeeper servers; who shares them takes a chroot of its own. */
public final class Ensemble implements AutoCloseable {

  private static final int SHARED = 3;

  private static @Nullable Ensemble shared;

  private final List<ZooKeeperProcess> servers;

  private Ensemble(List<ZooKeeperProcess> servers) {
    this.servers = servers;
  }

  /** Three servers, started once for all tests, that end with them. */
  public static synchronized Ensemble shared() {
    if (shared == null) {
      shared = start(Folders.fresh("ensemble"), SHARED, Care.OF_PROCESSES);
    }
    return shared;
  }

  /** Serves when this returns. */
  public static Ensemble start(Path folder, int count, Care care) {
    var ensemble = new Ensemble(started(folder, count, care));
    Znodes.awaitServing(ensemble.connect(""));
    return ensemble;
  }

  private static List<ZooKeeperProcess> started(Path folder, int count, Care care) {
    var members =
        IntStream.rangeClosed(1, count == 1 ? 0 : count)
            .mapToObj(
                id -> "server.%d=127.0.0.1:%d:%d".formatted(id, FreePorts.next(), FreePorts.next()))
            .toList();
    var servers = new ArrayList<ZooKeeperProcess>();
    for (var id = 1; id <= count; id++) {
      var own = folder.resolve("zk-" + id);
      var server = ZooKeeperProcess.of(own, id, FreePorts.next(), members, care);
      server.start();
      servers.add(server);
    }
    return servers;
  }

  /** {@code host:port} of one server. */
  public String first() {
    return servers.getFirst().address();
  }

  /**
   * @param chroot such as {@code /failover}, or empty
   */
  public String connect(String chroot) {
    return servers.stream().map(ZooKeeperProcess::address).collect(Collectors.joining(","))
        + chroot;
  }

  @Override
  public void close() {
    servers.forEach(ZooKeeperProcess::close);
  }
}

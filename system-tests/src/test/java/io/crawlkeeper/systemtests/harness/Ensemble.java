package io.crawlkeeper.systemtests.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Three ZooKeeper servers, started once for all tests; each test has a chroot of its own. */
public final class Ensemble {

  private static @Nullable Ensemble shared;

  private final List<ZooKeeperProcess> servers;

  private Ensemble(List<ZooKeeperProcess> servers) {
    this.servers = servers;
  }

  /** Serves when this returns; ends with the tests. */
  public static synchronized Ensemble shared() {
    if (shared == null) {
      var started = start(Folders.fresh("ensemble"));
      Znodes.awaitServing(started.connect(""));
      shared = started;
    }
    return shared;
  }

  private static Ensemble start(Path folder) {
    var members =
        IntStream.rangeClosed(1, 3)
            .mapToObj(
                id -> "server.%d=127.0.0.1:%d:%d".formatted(id, FreePorts.next(), FreePorts.next()))
            .toList();
    var servers = new ArrayList<ZooKeeperProcess>();
    for (var id = 1; id <= 3; id++) {
      var server = ZooKeeperProcess.of(folder.resolve("zk-" + id), id, FreePorts.next(), members);
      server.start();
      servers.add(server);
    }
    return new Ensemble(servers);
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
}

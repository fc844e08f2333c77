package io.crawlkeeper.systemtests.harness;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lets services do for a moment what they are for, and has them write their AOT caches. */
final class Training {

  static final String MASTER = "master-service";
  static final String WORKER = "worker-service";

  private Training() {}

  /**
   * @param folder empty; takes the unpacked services and their caches
   * @return the folder
   */
  static Path in(Path folder) {
    for (var service : List.of(MASTER, WORKER)) {
      var _ = Programs.extracted(Programs.jar(service), folder.resolve(service));
    }
    var plan =
        new Cluster.Plan(
            "127.0.0.1:" + FreePorts.next() + "/training",
            folder,
            program("-XX:AOTCacheOutput=", folder, MASTER),
            program("-XX:AOTCacheOutput=", folder, WORKER),
            Cluster.SESSION);
    try (var cluster = Cluster.of(plan);
        var site = StaticSite.of(Path.of("..", "samples", "site"))) {
      cluster.master("master-1", "crawlkeeper.zookeeper.embedded=true");
      cluster.worker("worker-1");
      crawl(cluster.awaitWhole(), site);
      // The worker first: it gives its tasks back to the master.
      Stream.concat(cluster.workers().stream(), cluster.masters().stream())
          .map(Service::process)
          .forEach(Training::end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** Arguments of {@code java} that start the unpacked service. */
  static List<String> program(String option, Path folder, String service) {
    return List.of(
        option + folder.resolve(service + ".aot"),
        "-jar",
        folder.resolve(service).resolve(Programs.jar(service).getFileName()).toString());
  }

  private static void crawl(Cluster cluster, StaticSite site) {
    var masters = cluster.masterAddresses();
    var _ = Api.create(masters, TaskText.ofSite("training", site.start(), 4));
    await("the training is over")
        .atMost(PATIENCE)
        .until(
            () ->
                Api.task(masters.getFirst(), "training")
                    .at("/status/state")
                    .asString("")
                    .equals("succeeded"));
  }

  /** A process writes its cache when it has ended. */
  private static void end(JavaProcess process) {
    process.terminate();
    var _ = process.awaitExit(PATIENCE);
    assertThat(process.output()).contains("AOTCache creation is complete");
  }
}

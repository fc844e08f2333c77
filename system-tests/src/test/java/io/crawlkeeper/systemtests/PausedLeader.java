package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Api.Acknowledged;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Ensemble;
import io.crawlkeeper.systemtests.harness.Link;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Service;
import io.crawlkeeper.systemtests.harness.Znodes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A leader is stopped for longer than its session lasts while clients post to it, and wakes
 * believing that it still leads, with their requests in its hands.
 *
 * <p>Whether it then writes at all would be a race against its learning that the session is over.
 * So its last commit before the pause is lost on the way: it wakes waiting for the answer, and
 * writes to find out what became of it.
 */
final class PausedLeader implements AutoCloseable {

  private static final int CLIENTS = 32;
  private static final int WARM = 100;
  private static final Duration PAUSE = Cluster.SESSION.plusSeconds(5);

  /** Bytes that a commit has at the least, and pings and single reads never have. */
  private static final int COMMIT = 300;

  private final Cluster cluster;
  private final Map<Service, Link> links = new HashMap<>();
  private final Map<String, Acknowledged> acknowledged = new HashMap<>();
  private final List<Throwable> failures = new ArrayList<>();
  private int rounds;

  private PausedLeader(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Starts two masters, each with a link to ZooKeeper of its own. */
  static PausedLeader in(Cluster cluster) {
    var scenario = new PausedLeader(cluster);
    scenario.start("master-1");
    scenario.start("master-2");
    cluster.awaitWhole();
    return scenario;
  }

  private void start(String master) {
    var link = Link.to(Ensemble.shared().first());
    links.put(cluster.masterOver(link, master), link);
  }

  /** Pauses who leads now, and returns when the woken one has worked off all that it was asked. */
  void round(StaleWrites staleWrites) throws Exception {
    rounds++;
    var leader = cluster.leader();
    var epoch = staleWrites.epoch();
    var posters = Posters.start(CLIENTS, List.of(leader.address()), "round-" + rounds);
    try (posters) {
      awaitMore(posters, 0);
      pauseAmidCommit(leader);
      var paused = Measured.now();
      await("another leader").atMost(PATIENCE).until(() -> staleWrites.epoch() > epoch);
      paused.tell("round %d: taken over".formatted(rounds), "after the pause began");
      await().atMost(PATIENCE).until(() -> paused.elapsed().compareTo(PAUSE) > 0);
      awaken(leader, posters);
    }
    acknowledged.putAll(posters.acknowledged());
    failures.addAll(posters.failures());
  }

  private void pauseAmidCommit(Service leader) {
    var link = links.get(leader);
    assertThat(link).isNotNull();
    link.loseRequests();
    await("a lost commit")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> link.largestLost() > COMMIT);
    leader.process().pause();
    link.mend();
  }

  private static void awaken(Service leader, Posters posters) {
    var before = posters.count();
    leader.process().resume();
    var woken = Measured.now();
    awaitMore(posters, before);
    leader.awaitReady();
    woken.tell("requests to the woken one are acknowledged", "after it woke");
  }

  private static void awaitMore(Posters posters, int before) {
    await("acknowledgements")
        .atMost(PATIENCE)
        .until(() -> posters.count() >= before + WARM || !posters.failures().isEmpty());
  }

  int rounds() {
    return rounds;
  }

  void assertAllAcknowledgedIsStored(Znodes znodes) throws Exception {
    assertThat(failures).isEmpty();
    assertThat(znodes.tasks())
        .map(task -> new Acknowledged(task.name(), task.id(), task.creationTime()))
        .containsExactlyInAnyOrderElementsOf(acknowledged.values());
    assertThat(acknowledged.values()).map(Acknowledged::id).doesNotHaveDuplicates();
    Measured.line("%d tasks acknowledged in %d rounds".formatted(acknowledged.size(), rounds));
  }

  @Override
  public void close() throws IOException {
    for (var link : links.values()) {
      link.close();
    }
  }
}

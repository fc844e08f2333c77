package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.clock.ClockCheck;
import io.crawlkeeper.clock.TrustedClock;
import io.crawlkeeper.master.leader.LeaderLoop;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.master.zookeeper.ZooKeeperLeaderStore;
import io.crawlkeeper.model.Leadership;
import io.crawlkeeper.simulation.keeper.ModelClient;
import io.crawlkeeper.simulation.world.Actor;
import io.crawlkeeper.simulation.world.Host;
import io.crawlkeeper.simulation.world.World;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.ZooKeeperClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A master: the product's loop and store, with a feed and an election that stand for Curator's. */
final class Master {

  private static final long BEAT = Duration.ofSeconds(1).toNanos();

  private final World world;
  private final Host host;
  private final ModelClient client;
  private final LeaderLoop loop;
  private final Actor actor;
  private @Nullable Election election;
  private @Nullable Feed feed;

  Master(World world, Host host, ModelClient client, String participant, Mutant mutant) {
    this.world = world;
    this.host = host;
    this.client = client;
    var check = new ClockCheck(host.clock(), host::nanoTime);
    var clock = new ZooKeeperClock(client, host.name(), check, host::nanoTime);
    this.loop =
        new LeaderLoop(
            new ZooKeeperLeaderStore(
                mutant.epochs(client),
                host.name(),
                host::nanoTime,
                latch -> new Leadership(host.name(), "host:1", latch)),
            () -> feed().heard(),
            mutant.clock(new TrustedClock(check), host),
            host::nanoTime,
            this::rejoin,
            List.of());
    this.actor = host.start("leader-loop", this::live);
    host.start("clock", () -> Clocks.ask(clock));
    var ears = new Feed(client, this::surroundingsChanged, host, mutant);
    feed = ears;
    var votes = new Election(client, loop, actor::wake, host, participant);
    election = votes;
    client.addListener(mutant.hearing(ears));
    client.onHint(
        path -> {
          ears.hint(path);
          if (path.startsWith(ZnodePaths.ELECTION)) {
            votes.changed();
          }
        });
  }

  private Feed feed() {
    if (feed == null) {
      throw new IllegalStateException("not there yet");
    }
    return feed;
  }

  private void rejoin() {
    if (election != null) {
      election.rejoin();
    }
  }

  private void surroundingsChanged() {
    loop.surroundingsChanged();
    actor.wake();
  }

  private void live() {
    var led = false;
    while (true) {
      loop.step();
      if (loop.leading() != led) {
        led = loop.leading();
        var leads = led;
        world.tell(() -> host.name() + (leads ? " leads" : " leads no more"));
      }
      actor.rest(BEAT);
    }
  }

  Host host() {
    return host;
  }

  ModelClient client() {
    return client;
  }

  boolean leading() {
    return host.running() && loop.leading();
  }

  CompletableFuture<Reply> submit(Request request) {
    var reply = loop.submit(request);
    actor.wake();
    return reply;
  }
}

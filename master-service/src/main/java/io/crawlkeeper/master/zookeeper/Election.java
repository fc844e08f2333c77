package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.master.leader.LeaderLoop;
import io.crawlkeeper.znode.ZnodePaths;
import io.crawlkeeper.zookeeper.SessionWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.framework.recipes.leader.Participant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for election by Curator's LeaderLatch, and tells the leader's loop how it went. Its word
 * is a hint; what guards is the epoch. Safe for use by many threads.
 */
public final class Election implements SessionWatch.Listener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Election.class);

  private static final int VERIFY_SECONDS = 10;
  private static final Duration CALM = Duration.ofSeconds(30);

  private final CuratorFramework client;
  private final LeaderLoop loop;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("election").factory());
  private volatile @Nullable LeaderLatch latch;
  private volatile @Nullable String participant;
  private boolean missed;
  private long rejoinedAt = System.nanoTime() - CALM.toNanos() - 1;
  private long pause;

  public Election(CuratorFramework client, LeaderLoop loop) {
    this.client = client;
    this.loop = loop;
  }

  /** Stands for election as {@code master-2|host:port}. */
  public void stand(String asParticipant) {
    thread.execute(
        () -> {
          participant = asParticipant;
          tellOfOwnShadow(asParticipant);
          begin(asParticipant);
        });
    var _ =
        thread.scheduleWithFixedDelay(
            this::verify, VERIFY_SECONDS, VERIFY_SECONDS, TimeUnit.SECONDS);
  }

  /** A latch whose node is gone never leads again, and does not say so. */
  private void verify() {
    var current = latch;
    try {
      var node = current == null ? null : current.getOurPath();
      var missing = current != null && (node == null || client.checkExists().forPath(node) == null);
      if (missing && missed) {
        log.warn("The node that this master stands for election with is gone; standing anew.");
        rejoin();
      }
      missed = missing && !missed;
    } catch (Exception e) {
      log.debug("Cannot verify the latch now", e);
    }
  }

  /**
   * Leaves the election and stands anew, behind all others; where that happens again and again,
   * after a pause that grows to 5 s. Returns at once.
   */
  public void rejoin() {
    thread.execute(
        () -> {
          if (latch != null) {
            end();
            var _ = thread.schedule(this::beginAgain, pause(), TimeUnit.MILLISECONDS);
          }
        });
  }

  private long pause() {
    var now = System.nanoTime();
    var calm = now - rejoinedAt > CALM.toNanos();
    rejoinedAt = now;
    pause = calm ? 0 : Math.clamp(pause * 2, 100, 5_000);
    return pause;
  }

  private void beginAgain() {
    var name = participant;
    if (name != null && latch == null) {
      begin(name);
    }
  }

  /** Hands over: the next master leads without waiting for this one's session to expire. */
  public void leave() {
    loop.deposed();
    thread.execute(
        () -> {
          end();
          participant = null;
        });
  }

  @Override
  public void suspended() {
    loop.deposed();
  }

  @Override
  public void lost() {
    loop.deposed();
  }

  private void begin(String name) {
    var next = new LeaderLatch(client, ZnodePaths.ELECTION, name);
    next.addListener(
        new LeaderLatchListener() {
          @Override
          public void isLeader() {
            var node = next.getOurPath();
            if (node != null) {
              loop.elected(ZnodePaths.nameOf(node));
            }
          }

          @Override
          public void notLeader() {
            loop.deposed();
          }
        });
    try {
      next.start();
      latch = next;
    } catch (Exception e) {
      log.warn("Cannot stand for election, and tries again: {}", e.toString());
      var _ = thread.schedule(this::beginAgain, VERIFY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void end() {
    var last = latch;
    latch = null;
    if (last != null) {
      try {
        last.close(LeaderLatch.CloseMode.NOTIFY_LEADER);
      } catch (IOException | IllegalStateException e) {
        log.debug("Closing the latch failed; its node goes with the session", e);
      }
    }
  }

  /** After a kill the old session must expire first: not a fault, but worth a word. */
  private void tellOfOwnShadow(String name) {
    try (var reader = new LeaderLatch(client, ZnodePaths.ELECTION)) {
      var others = List.copyOf(reader.getParticipants());
      if (!others.isEmpty() && others.stream().map(Participant::getId).allMatch(name::equals)) {
        log.info(
            "The last process of this master was ended without leaving the election; this one can"
                + " lead when that session has expired.");
      }
      var id = name.substring(0, name.indexOf('|') + 1);
      others.stream()
          .map(Participant::getId)
          .filter(other -> other.startsWith(id) && !other.equals(name))
          .forEach(other -> warnOfNamesake(name, other));
    } catch (Exception e) {
      log.debug("Cannot read the participants", e);
    }
  }

  private static void warnOfNamesake(String name, String other) {
    log.warn(
        "Two masters have the same id: {} and {}. Where the older one was killed it goes with its"
            + " session; else give each a crawlkeeper.id of its own.",
        name,
        other);
  }

  @Override
  public void close() {
    leave();
    thread.shutdown();
    try {
      var _ = thread.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

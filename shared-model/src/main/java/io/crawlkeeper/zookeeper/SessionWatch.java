package io.crawlkeeper.zookeeper;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the {@linkplain SessionPhase phase} of this process's session without asking ZooKeeper:
 * {@link #phase()} costs nothing and never blocks. A round trip is made ten times a session
 * timeout. Listeners are called one after the other on a thread of this class, never on Curator's.
 */
public final class SessionWatch implements AutoCloseable {

  /** Is told what the session went through. */
  public interface Listener {
    /** The connection is gone. */
    default void suspended() {}

    /** The session is over: its ephemeral znodes are gone, or soon will be. */
    default void lost() {}

    /** There is a connection, of the old session or a new one: read all again. */
    default void reconnected() {}
  }

  private static final Logger log = LoggerFactory.getLogger(SessionWatch.class);

  private final CuratorFramework client;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("session-watch").factory());
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  private volatile boolean connected = true;
  private volatile boolean lost;
  private volatile long confirmedAt;
  private volatile long timeoutNanos;
  private long sessionId;

  /**
   * @param client connected
   * @param nanoTime a clock that only goes forward, also while the process is stopped
   */
  public SessionWatch(CuratorFramework client, LongSupplier nanoTime) {
    this.client = client;
    this.nanoTime = nanoTime;
  }

  /** Begins to watch; call once. */
  public void start() throws Exception {
    var session = client.getZookeeperClient().getZooKeeper();
    confirmedAt = nanoTime.getAsLong();
    sessionId = session.getSessionId();
    timeoutNanos = TimeUnit.MILLISECONDS.toNanos(session.getSessionTimeout());
    client.getConnectionStateListenable().addListener((c, state) -> changed(state), thread);
    var period = timeoutNanos / 10;
    var _ = thread.scheduleWithFixedDelay(this::beat, 0, period, TimeUnit.NANOSECONDS);
  }

  public void addListener(Listener listener) {
    listeners.add(listener);
  }

  public SessionPhase phase() {
    return lost
        ? SessionPhase.LOST
        : SessionPhase.of(connected, nanoTime.getAsLong() - confirmedAt, timeoutNanos);
  }

  /** T as the server granted it. */
  public Duration sessionTimeout() {
    return Duration.ofNanos(timeoutNanos);
  }

  private void changed(ConnectionState state) {
    switch (state) {
      case CONNECTED, RECONNECTED, READ_ONLY -> reconnected();
      case SUSPENDED -> suspended();
      case LOST -> lose();
    }
  }

  private void suspended() {
    connected = false;
    log.warn("Connection to ZooKeeper is gone; waiting for it to come back.");
    listeners.forEach(Listener::suspended);
  }

  private void reconnected() {
    var current = sessionId;
    try {
      var session = client.getZookeeperClient().getZooKeeper();
      current = session.getSessionId();
      timeoutNanos = TimeUnit.MILLISECONDS.toNanos(session.getSessionTimeout());
    } catch (Exception e) {
      log.debug("No session to ask yet", e);
      return;
    }
    if (current != sessionId && !lost) {
      lose(); // Curator tells RECONNECTED alone where the expiry fell into the reconnect.
    }
    sessionId = current;
    confirmedAt = nanoTime.getAsLong();
    connected = true;
    lost = false;
    log.info("Connected to ZooKeeper.");
    listeners.forEach(Listener::reconnected);
  }

  private void lose() {
    connected = false;
    if (!lost) {
      lost = true;
      log.warn("The ZooKeeper session is over; what this process owned is up to others now.");
      listeners.forEach(Listener::lost);
    }
  }

  private void beat() {
    try {
      if (!lost && nanoTime.getAsLong() - confirmedAt >= timeoutNanos) {
        loseByClock();
      }
      if (client.getZookeeperClient().isConnected()) {
        ask();
      }
    } catch (Exception e) {
      log.debug("Asking ZooKeeper failed", e);
    }
  }

  /** A silence of T without a word from the client library: a stopped process, or a stuck one. */
  private void loseByClock() {
    var wasConnected = connected;
    lose();
    connected = wasConnected;
  }

  private void ask() throws Exception {
    var sent = nanoTime.getAsLong();
    var session = client.getZookeeperClient().getZooKeeper();
    session.exists(
        "/",
        false,
        (code, path, context, stat) -> {
          if (code == KeeperException.Code.OK.intValue()) {
            thread.execute(() -> confirmed(session.getSessionId(), sent));
          }
        },
        null);
  }

  private void confirmed(long session, long sent) {
    if (session == sessionId && sent - confirmedAt > 0) {
      confirmedAt = sent;
    }
    if (lost && client.getZookeeperClient().isConnected()) {
      reconnected(); // Lost by our own clock alone: the library will not tell of a return.
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

package io.crawlkeeper.simulation.keeper;

import io.crawlkeeper.simulation.world.Actor;
import io.crawlkeeper.simulation.world.Host;
import io.crawlkeeper.simulation.world.World;
import io.crawlkeeper.zookeeper.Keeper;
import io.crawlkeeper.zookeeper.SessionPhase;
import io.crawlkeeper.zookeeper.SessionWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;

/**
 * A process's client library: its session, its connection, and the requests under way. What a
 * connection breaks over is either lost, or was carried out and its reply is lost, or comes to the
 * server late; the caller sees the same in all three cases.
 */
public final class ModelClient implements Keeper {

  private static final long FASTEST = 300_000;
  private static final long SLOWEST = Duration.ofMillis(4).toNanos();

  private static final class Call {
    final List<Op> ops;
    final Actor caller;
    final long ticket;
    @Nullable List<OpResult> results;
    @Nullable KeeperException refusal;
    boolean arrived;
    boolean over;

    Call(List<Op> ops, Actor caller) {
      this.ops = ops;
      this.caller = caller;
      this.ticket = caller.ticket();
    }
  }

  private final ModelZooKeeper server;
  private final World world;
  private final Host host;
  private final Weather weather;
  private final List<Call> underWay = new ArrayList<>();
  private final List<Call> late = new ArrayList<>();
  private final List<SessionWatch.Listener> listeners = new ArrayList<>();
  private final TreeSet<String> watched = new TreeSet<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private Consumer<String> hints = _ -> {};
  private Session session;
  private boolean connected = true;
  private boolean lost;
  private long confirmedAt;

  public ModelClient(ModelZooKeeper server, Host host, Weather weather) {
    this.server = server;
    this.world = server.world();
    this.host = host;
    this.weather = weather;
    this.session = server.connect(this);
  }

  public String name() {
    return host.name();
  }

  public void addListener(SessionWatch.Listener listener) {
    listeners.add(listener);
  }

  /** Where the hints of watches go; called by the world's thread. */
  public void onHint(Consumer<String> receiver) {
    hints = receiver;
  }

  /** As {@code SessionWatch} judges it. */
  public SessionPhase phase() {
    if (connected && !host.paused() && session.silentSince == Session.NOT_SILENT) {
      confirmedAt = world.now();
    }
    return lost
        ? SessionPhase.LOST
        : SessionPhase.of(
            connected, world.now() - confirmedAt, ModelZooKeeper.SESSION_TIMEOUT.toNanos());
  }

  @Override
  public List<OpResult> multi(List<Op> ops) throws KeeperException, InterruptedException {
    var actor = Actor.current();
    actor.sleep(weather.stall(world)); // Between a decision and its request much can happen.
    if (!connected) {
      actor.sleep(FASTEST * 100);
      throw new KeeperException.ConnectionLossException();
    }
    var call = new Call(List.copyOf(ops), actor);
    send(call);
    actor.block();
    if (call.refusal != null) {
      throw call.refusal;
    }
    return call.results == null ? List.of() : call.results;
  }

  private void send(Call call) {
    underWay.add(call);
    var sent = session;
    if (weather.breaksBeforeArrival(world)) {
      world.after(latency() / 2, this::disconnect);
    }
    world.after(
        latency(),
        () -> {
          if (!call.over) {
            arrive(call, sent);
          }
        });
  }

  private void arrive(Call call, Session by) {
    if (by.expired) {
      breakOff();
      return;
    }
    call.arrived = true;
    try {
      call.results = server.carryOut(by, call.ops);
    } catch (KeeperException e) {
      call.refusal = e;
    }
    if (weather.breaksBeforeReply(world)) {
      disconnect();
      return;
    }
    world.after(latency(), () -> answer(call));
  }

  private void answer(Call call) {
    if (!call.over) {
      call.over = true;
      underWay.remove(call);
      call.caller.resume(call.ticket);
    }
  }

  private long latency() {
    return world.random().nextLong(FASTEST, SLOWEST);
  }

  @Override
  public void sync() throws KeeperException, InterruptedException {
    var _ = multi(List.of(Op.getData("/")));
  }

  @Override
  public boolean awaitConnected(Duration patience) throws InterruptedException {
    if (!connected) {
      var actor = Actor.current();
      var ticket = actor.ticket();
      waiting.add(() -> actor.resume(ticket));
      world.after(patience.toNanos(), () -> actor.resume(ticket));
      actor.block();
    }
    return connected;
  }

  /** Follows all below the path from now on, until the session ends. */
  public void watch(String path) throws KeeperException, InterruptedException {
    var _ = multi(List.of(Op.getData(path)));
    watched.add(path);
  }

  void hint(String path) {
    if (connected
        && watched.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"))
        && !weather.losesHint(world)) {
      host.after(latency(), () -> hints.accept(path));
    }
  }

  /** Breaks the connection; the library makes a new one after a while. */
  public void disconnect() {
    if (connected) {
      breakOff();
    }
  }

  private void breakOff() {
    connected = false;
    confirmedAt = world.now();
    world.tell(() -> name() + " loses its connection");
    server.silent(session);
    for (var call : List.copyOf(underWay)) {
      call.over = true;
      if (!call.arrived && world.random().nextBoolean()) {
        late.add(call);
        world.after(world.random().nextLong(SLOWEST * 50), () -> arriveLate(call));
      }
      call.results = null;
      call.refusal = new KeeperException.ConnectionLossException();
      host.after(latency(), () -> call.caller.resume(call.ticket));
    }
    underWay.clear();
    host.after(latency(), () -> listeners.forEach(SessionWatch.Listener::suspended));
    var since = confirmedAt;
    host.after(ModelZooKeeper.SESSION_TIMEOUT.toNanos(), () -> loseByClock(since));
    world.after(weather.outage(world), this::reconnect);
  }

  /** The server has it still in its queue, and knows nothing of a broken connection. */
  private void arriveLate(Call call) {
    if (late.remove(call) && !session.expired) {
      try {
        var _ = server.carryOut(session, call.ops);
      } catch (KeeperException e) {
        world.tell(() -> name() + " would be refused, late: " + e.code());
      }
    }
  }

  private void loseByClock(long since) {
    if (!connected && confirmedAt == since) {
      lose();
    }
  }

  private void lose() {
    if (!lost) {
      lost = true;
      listeners.forEach(SessionWatch.Listener::lost);
    }
  }

  private void reconnect() {
    host.after(0, this::reconnectNow);
  }

  private void reconnectNow() {
    if (connected) {
      return;
    }
    late.clear();
    if (session.expired) {
      lose();
      session = server.connect(this);
      watched.clear();
    }
    server.heard(session);
    connected = true;
    lost = false;
    confirmedAt = world.now();
    world.tell(() -> name() + " is connected, session " + session.id);
    listeners.forEach(SessionWatch.Listener::reconnected);
    waiting.forEach(waiter -> host.after(latency(), waiter));
    waiting.clear();
  }

  /** The process was stopped from now on; what the server thinks of it shows when it goes on. */
  public void pause(long nanos) {
    confirmedAt = world.now();
    server.silent(session);
    var paused = session;
    host.pause(nanos);
    host.after(0, () -> host.after(latency(), () -> resumed(paused)));
  }

  private void resumed(Session before) {
    if (session == before && connected) {
      if (before.expired) {
        host.after(latency(), this::breakOffIfConnected);
      } else {
        server.heard(before);
      }
    }
  }

  private void breakOffIfConnected() {
    if (connected) {
      breakOff();
    }
  }

  /** The process is gone, and its session goes when it times out. */
  public void crash() {
    host.crash();
    connected = false;
    late.clear();
    underWay.clear();
    server.silent(session);
    server.remove(this);
  }

  /** The server ends the session, as when an administrator does. */
  public void expire() {
    server.expire(session);
    disconnect();
  }
}

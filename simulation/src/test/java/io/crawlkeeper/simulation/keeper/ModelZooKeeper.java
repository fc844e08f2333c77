package io.crawlkeeper.simulation.keeper;

import io.crawlkeeper.simulation.world.Host;
import io.crawlkeeper.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Op.OpKind;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs.Ids;
import org.jspecify.annotations.Nullable;

/** The server: znodes, sessions that expire, and who has to be told of what. */
public final class ModelZooKeeper {

  /** After so long without a word a session expires, at the server's next look. */
  public static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration LOOKS = Duration.ofSeconds(1);

  private final World world;
  private final Tree tree = new Tree();
  private final List<ModelClient> clients = new ArrayList<>();
  private final List<Consumer<Commit>> observers = new ArrayList<>();
  private long sessions;
  private long skew;

  public ModelZooKeeper(World world) {
    this.world = world;
  }

  /** Another server leads, and its clock is so much ahead. */
  public void skew(Duration by) {
    skew = by.toMillis();
  }

  World world() {
    return world;
  }

  /** Is told of each transaction, before anything else happens. */
  public void observe(Consumer<Commit> observer) {
    observers.add(observer);
  }

  /** Makes persistent znodes before all begins. */
  public void prepare(List<String> paths) {
    var ops =
        paths.stream()
            .map(path -> Op.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT))
            .toList();
    try {
      var _ = tree.write(ops, 0, time());
      var _ = tree.takeEffects();
    } catch (KeeperException e) {
      throw new IllegalStateException(e);
    }
  }

  public @Nullable Node node(String path) {
    return tree.node(path);
  }

  public List<String> children(String path) {
    return tree.children(path);
  }

  Session connect(ModelClient client) {
    if (!clients.contains(client)) {
      clients.add(client);
    }
    return new Session(++sessions, client);
  }

  void remove(ModelClient client) {
    clients.remove(client);
  }

  /** What the time really is. */
  public Instant now() {
    return Host.START.plusNanos(world.now());
  }

  /** Carries out a request that has arrived. */
  List<OpResult> carryOut(Session session, List<Op> ops) throws KeeperException {
    if (!ops.isEmpty() && ops.getFirst().getKind() == OpKind.READ) {
      return tree.read(ops);
    }
    var results = tree.write(ops, session.id, time());
    committed(session);
    return results;
  }

  private void committed(Session session) {
    var effects = tree.takeEffects();
    if (effects.isEmpty()) {
      return;
    }
    var commit = new Commit(tree.zxid(), session.client.name(), effects);
    world.trace().mix(tree.zxid(), effects.getFirst().path().hashCode());
    world.tell(commit::toString);
    observers.forEach(observer -> observer.accept(commit));
    for (var effect : effects) {
      clients.forEach(client -> client.hint(effect.path()));
    }
  }

  /** From now on nothing is heard of the session, until {@link #heard}. */
  void silent(Session session) {
    if (session.silentSince == Session.NOT_SILENT) {
      var since = world.now();
      session.silentSince = since;
      var expiry = SESSION_TIMEOUT.toNanos() + world.random().nextLong(LOOKS.toNanos());
      world.after(
          expiry,
          () -> {
            if (session.silentSince == since) {
              expire(session);
            }
          });
    }
  }

  void heard(Session session) {
    session.silentSince = Session.NOT_SILENT;
  }

  void expire(Session session) {
    if (!session.expired) {
      session.expired = true;
      world.tell(() -> "the session of " + session.client.name() + " expires");
      tree.expire(session.id);
      committed(session);
    }
  }

  private long time() {
    return Host.START.toEpochMilli() + Duration.ofNanos(world.now()).toMillis() + skew;
  }
}

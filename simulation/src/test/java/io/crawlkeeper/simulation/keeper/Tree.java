package io.crawlkeeper.simulation.keeper;

import io.crawlkeeper.simulation.keeper.Commit.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.proto.CheckVersionRequest;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.SetDataRequest;
import org.jspecify.annotations.Nullable;

/** The znodes, and what operations do to them. */
final class Tree {

  private static final byte[] NOTHING = new byte[0];
  private static final int ANY = -1;

  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, TreeSet<String>> children = new HashMap<>();
  private final Map<String, Integer> sequences = new HashMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private long zxid;

  Tree() {
    put("/", new Node(NOTHING, 0, 0, 0, 0, 0, 0));
  }

  @Nullable Node node(String path) {
    return nodes.get(path);
  }

  List<String> children(String path) {
    var names = children.get(path);
    return names == null || names.isEmpty() ? List.of() : List.copyOf(names);
  }

  long zxid() {
    return zxid;
  }

  /** What the writes so far have done; empties the list. */
  List<Effect> takeEffects() {
    var taken = List.copyOf(effects);
    effects.clear();
    return taken;
  }

  /**
   * Carries out all writes or none.
   *
   * @param session for ephemeral znodes
   * @param time by the server's clock, in milliseconds
   */
  List<OpResult> write(List<Op> ops, long session, long time) throws KeeperException {
    zxid++;
    var results = new ArrayList<OpResult>(ops.size());
    for (var op : ops) {
      try {
        results.add(write(op, session, time));
      } catch (KeeperException e) {
        undo();
        throw refusal(e, results.size(), ops.size());
      }
    }
    return results;
  }

  /** As the real client tells it: who failed first says why, those after it say nothing. */
  private static KeeperException refusal(KeeperException cause, int failed, int all) {
    var results = new ArrayList<OpResult>(all);
    for (var i = 0; i < all; i++) {
      var code = i < failed ? Code.OK : i == failed ? cause.code() : Code.RUNTIMEINCONSISTENCY;
      results.add(new OpResult.ErrorResult(code.intValue()));
    }
    return Refusals.with(cause, results);
  }

  private OpResult write(Op op, long session, long time) throws KeeperException {
    var path = op.getPath();
    return switch (op.getType()) {
      case OpCode.check -> {
        var _ = existing(path, ((CheckVersionRequest) op.toRequestRecord()).getVersion());
        yield new OpResult.CheckResult();
      }
      case OpCode.setData -> {
        var request = (SetDataRequest) op.toRequestRecord();
        var next = existing(path, request.getVersion()).written(request.getData(), zxid, time);
        change(path, next);
        yield new OpResult.SetDataResult(next.stat(children(path).size()));
      }
      case OpCode.delete -> {
        var _ = existing(path, ((DeleteRequest) op.toRequestRecord()).getVersion());
        if (!children(path).isEmpty()) {
          throw new KeeperException.NotEmptyException(path);
        }
        change(path, null);
        yield new OpResult.DeleteResult();
      }
      case OpCode.create, OpCode.create2 ->
          new OpResult.CreateResult(
              create(path, (CreateRequest) op.toRequestRecord(), session, time));
      default -> throw new KeeperException.UnimplementedException();
    };
  }

  private Node existing(String path, int version) throws KeeperException {
    var node = nodes.get(path);
    if (node == null) {
      throw new KeeperException.NoNodeException(path);
    }
    if (version != ANY && version != node.version()) {
      throw new KeeperException.BadVersionException(path);
    }
    return node;
  }

  private String create(String wanted, CreateRequest request, long session, long time)
      throws KeeperException {
    var mode = CreateMode.fromFlag(request.getFlags());
    var parent = parent(wanted);
    if (!nodes.containsKey(parent)) {
      throw new KeeperException.NoNodeException(wanted);
    }
    var path = mode.isSequential() ? wanted + sequence(parent) : wanted;
    if (nodes.containsKey(path)) {
      throw new KeeperException.NodeExistsException(path);
    }
    var owner = mode.isEphemeral() ? session : 0;
    change(path, new Node(request.getData(), 0, zxid, zxid, time, time, owner));
    return path;
  }

  private String sequence(String parent) {
    var next = sequences.merge(parent, 1, Integer::sum);
    return String.format(Locale.ROOT, "%010d", next);
  }

  /** Deletes what goes with the session. */
  void expire(long session) {
    zxid++;
    var paths = new TreeSet<String>();
    nodes.forEach(
        (path, node) -> {
          if (node.owner() == session) {
            paths.add(path);
          }
        });
    paths.forEach(path -> change(path, null));
  }

  private void change(String path, @Nullable Node after) {
    effects.add(new Effect(path, nodes.get(path), after));
    put(path, after);
  }

  private void put(String path, @Nullable Node node) {
    var siblings =
        path.length() == 1 ? null : children.computeIfAbsent(parent(path), _ -> new TreeSet<>());
    var name = path.substring(path.lastIndexOf('/') + 1);
    if (node == null) {
      nodes.remove(path);
      if (siblings != null) {
        siblings.remove(name);
      }
    } else {
      nodes.put(path, node);
      if (siblings != null) {
        siblings.add(name);
      }
    }
  }

  private void undo() {
    for (var effect : effects.reversed()) {
      put(effect.path(), effect.before());
    }
    effects.clear();
  }

  private static String parent(String path) {
    var end = path.lastIndexOf('/');
    return end == 0 ? "/" : path.substring(0, end);
  }

  /** Reads, each by itself. */
  List<OpResult> read(List<Op> ops) {
    return ops.stream().map(this::read).toList();
  }

  private OpResult read(Op op) {
    var path = op.getPath();
    var node = nodes.get(path);
    if (node == null) {
      return new OpResult.ErrorResult(Code.NONODE.intValue());
    }
    return op.getType() == OpCode.getChildren
        ? new OpResult.GetChildrenResult(children(path))
        : new OpResult.GetDataResult(node.data(), node.stat(children(path).size()));
  }
}

package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.master.task.TaskDraft;
import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Leadership;
import io.crawlkeeper.model.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What all masters of a test share: the committed image, and who leads. */
final class FakeCluster {

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  final AtomicReference<@Nullable Leadership> leader = new AtomicReference<>();
  final List<Request> requests = new ArrayList<>();
  private final Map<String, Request.Key> keys = new HashMap<>();
  private final Map<String, String> created = new HashMap<>();
  private volatile ClusterImage image = ClusterImage.EMPTY;
  private volatile String home = "";
  private long ids = 100;

  ClusterImage image() {
    return image;
  }

  void change(java.util.function.UnaryOperator<ClusterImage> change) {
    synchronized (this) {
      image = change.apply(image);
    }
  }

  synchronized void clear() {
    image = ClusterImage.EMPTY;
    requests.clear();
    keys.clear();
    created.clear();
    home = "";
    ids = 100;
  }

  /** New tasks go to that worker. */
  void placeOn(String worker) {
    home = worker;
  }

  synchronized Reply decide(Request request) {
    requests.add(request);
    return switch (request) {
      case Request.Create create -> create(create);
      case Request.Apply apply -> apply(apply);
      case Request.Delete delete -> delete(delete);
      case Request.CreateAll all -> createAll(all);
    };
  }

  private Reply create(Request.Create create) {
    var key = create.key();
    var before = key == null ? null : keys.get(key.hash());
    if (key != null && before != null) {
      return replay(key, before);
    }
    var current = image.task(create.draft().name());
    if (current != null) {
      return current.task().operation().equals(create.operation())
          ? stored(current, true)
          : new Reply.Exists(current.name(), 0);
    }
    if (key != null && !create.dryRun()) {
      keys.put(key.hash(), key);
      created.put(key.hash(), create.draft().name());
    }
    return store(create.draft(), null, create.operation(), create.dryRun());
  }

  private Reply replay(Request.Key key, Request.Key before) {
    var name = created.getOrDefault(key.hash(), "");
    var current = image.task(name);
    if (!key.fingerprint().equals(before.fingerprint())) {
      return new Reply.KeyReused();
    }
    return current == null ? new Reply.KeySpent(name) : stored(current, true);
  }

  private Reply apply(Request.Apply apply) {
    var current = image.task(apply.draft().name());
    if (current != null && current.task().operation().equals(apply.operation())) {
      return stored(current, current.version() == 0);
    }
    return fits(apply.ifVersion(), current)
        ? store(apply.draft(), current, apply.operation(), apply.dryRun())
        : new Reply.Stale(apply.draft().name(), current == null ? null : current.version());
  }

  private Reply delete(Request.Delete delete) {
    var current = image.task(delete.name());
    if (current == null) {
      return new Reply.Absent(delete.name());
    }
    if (!fits(delete.ifVersion(), current)) {
      return new Reply.Stale(delete.name(), current.version());
    }
    if (!delete.dryRun()) {
      image = image.withoutTask(delete.name());
    }
    return new Reply.Deleted(delete.name());
  }

  private Reply createAll(Request.CreateAll all) {
    for (var index = 0; index < all.drafts().size(); index++) {
      var name = all.drafts().get(index).name();
      if (image.task(name) != null) {
        return new Reply.Exists(name, index);
      }
    }
    return new Reply.AllStored(
        all.drafts().stream()
            .map(draft -> store(draft, null, all.operation(), all.dryRun()))
            .toList());
  }

  private static boolean fits(@Nullable Integer wanted, @Nullable TaskEntry current) {
    if (wanted == null) {
      return true;
    }
    return switch (wanted) {
      case Request.ABSENT -> current == null;
      case Request.PRESENT -> current != null;
      default -> current != null && current.version() == wanted;
    };
  }

  private Reply.Stored store(
      TaskDraft draft, @Nullable TaskEntry current, String operation, boolean dryRun) {
    var task =
        new Task(
            current == null ? ids++ : current.id(),
            draft.name(),
            draft.labels(),
            draft.spec(),
            current == null ? 1 : current.task().generation() + 1,
            new Task.Since(NOW, Task.Since.Cause.CREATED),
            current == null ? NOW : current.task().creationTime(),
            NOW,
            operation);
    var entry = new TaskEntry(task, current == null ? 0 : current.version() + 1);
    if (!dryRun) {
      image = image.withTask(entry);
      image = home.isEmpty() ? image : image.withAssignment(assignment(entry));
    }
    return stored(entry, current == null);
  }

  private Reply.Stored stored(TaskEntry entry, boolean isNew) {
    return new Reply.Stored(entry, home.isEmpty() ? null : assignment(entry), isNew);
  }

  private Assignment assignment(TaskEntry entry) {
    return new Assignment(
        entry.name(), entry.id(), home, entry.version(), entry.task().generation(), 0, null);
  }
}

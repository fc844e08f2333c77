package io.crawlkeeper.systemtests;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Api.Acknowledged;
import io.crawlkeeper.systemtests.harness.TaskText;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that post task after task until they are closed. */
final class Posters implements AutoCloseable {

  private final List<String> masters;
  private final String prefix;
  private final Map<String, Acknowledged> acknowledged = new ConcurrentHashMap<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger number = new AtomicInteger();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean closed;

  private Posters(List<String> masters, String prefix) {
    this.masters = masters;
    this.prefix = prefix;
  }

  /**
   * @param masters addresses; each task goes to the first, and to the next if that fails
   * @param prefix of the names of tasks
   */
  static Posters start(int count, List<String> masters, String prefix) {
    var posters = new Posters(masters, prefix);
    for (var i = 0; i < count; i++) {
      posters.clients.execute(posters::postOn);
    }
    return posters;
  }

  private void postOn() {
    try {
      while (!closed) {
        var name = prefix + "-" + number.incrementAndGet();
        acknowledged.put(name, Api.create(masters, TaskText.waiting(name)));
      }
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }

  Map<String, Acknowledged> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  int count() {
    return acknowledged.size();
  }

  /** Answers that are neither an acknowledgement nor a reason to try again. */
  List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /** Returns when the requests under way are answered. */
  @Override
  public void close() {
    closed = true;
    clients.close();
  }
}

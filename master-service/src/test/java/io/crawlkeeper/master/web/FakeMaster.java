package io.crawlkeeper.master.web;

import io.crawlkeeper.clock.NodeClock;
import io.crawlkeeper.history.History;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.cluster.EventLog;
import io.crawlkeeper.master.leader.Leader;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import io.crawlkeeper.master.schedule.Stalls;
import io.crawlkeeper.model.Leadership;
import io.crawlkeeper.model.NodeIdentity;
import io.crawlkeeper.settings.StorageSettings;
import io.crawlkeeper.storage.Storage;
import io.crawlkeeper.storage.Storages;
import io.crawlkeeper.web.WebNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.support.GenericApplicationContext;

/** The REST layer of one master on a real Tomcat, over a cluster that is only in memory. */
final class FakeMaster implements Leader, AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(10);

  final FakeCluster cluster;
  final String id;
  final Queue<String> refreshed = new ConcurrentLinkedQueue<>();
  volatile boolean loaded = true;

  /** Replies to give instead of what the cluster decides; the decision is made all the same. */
  final Queue<Reply> lost = new ArrayDeque<>();

  /** Called at each pause of a write that waits; each moves the clock on by a second. */
  volatile Runnable onPause = () -> {};

  /** While it is true, this master does not know yet that it leads. */
  volatile boolean hesitates;

  final AtomicInteger pauses = new AtomicInteger();

  final MemoryHistory history = new MemoryHistory();
  final EventLog events = new EventLog();
  final SortedMap<String, String> stalled = new ConcurrentSkipListMap<>();

  /** What nodes say of their clocks. */
  volatile Map<String, NodeClock> clocks = Map.of();

  /** Where it reads results; made with the first look. */
  final Path results = Path.of("target", "results-" + UUID.randomUUID());

  private final AtomicLong clock = new AtomicLong();
  private final WebNode web;

  FakeMaster(String id, FakeCluster cluster) {
    this.id = id;
    this.cluster = cluster;
    this.web =
        WebNode.start(
            App.class,
            this::register,
            Map.of(
                "spring.threads.virtual.enabled", "true",
                "management.endpoints.web.exposure.include", "cluster"));
  }

  private void register(GenericApplicationContext started) {
    started.registerBean(Leader.class, () -> this);
    started.registerBean(ClusterView.class, () -> new View(this));
    started.registerBean(History.class, () -> history);
    started.registerBean(Storage.class, () -> Storages.open(StorageSettings.folder(results)));
    started.registerBean(Stalls.class, () -> () -> stalled);
    started.registerBean(EventLog.class, () -> events);
    started.registerBean(InstantSource.class, () -> InstantSource.fixed(FakeCluster.NOW));
    started.registerBean(NodeIdentity.class, () -> new NodeIdentity(id, "1"));
    started.registerBean(Patience.class, () -> new Patience(PATIENCE, clock::get, this::pause));
  }

  private void pause() {
    pauses.incrementAndGet();
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    onPause.run();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  int port() {
    return web.port();
  }

  URI uri(String target) {
    return web.uri(target);
  }

  Leadership leadership() {
    return new Leadership(id, address(), "latch-" + id);
  }

  void lead() {
    cluster.leader.set(leadership());
  }

  @Override
  public boolean leading() {
    var leader = cluster.leader.get();
    return !hesitates && leader != null && leader.master().equals(id);
  }

  @Override
  public CompletableFuture<Reply> submit(Request request) {
    if (!leading()) {
      return CompletableFuture.completedFuture(new Reply.NotLeading());
    }
    var reply = cluster.decide(request);
    var instead = lost.poll();
    return CompletableFuture.completedFuture(instead == null ? reply : instead);
  }

  @Override
  public void close() {
    web.close();
  }

  /** What this master knows of the cluster: everything, at once. */
  private record View(FakeMaster master) implements ClusterView {
    @Override
    public ClusterImage image() {
      return master.cluster.image();
    }

    @Override
    public Optional<Leadership> leader() {
      return Optional.ofNullable(master.cluster.leader.get());
    }

    @Override
    public List<String> masters() {
      return leader().map(one -> List.of("other|127.0.0.1:1", one.participant())).orElse(List.of());
    }

    @Override
    public long epoch() {
      return 7;
    }

    @Override
    public Map<String, NodeClock> clocks() {
      return master.clocks;
    }

    @Override
    public boolean loaded() {
      return master.loaded;
    }

    @Override
    public void refresh(Collection<String> names) {
      master.refreshed.addAll(names);
    }
  }

  @EnableAutoConfiguration
  @org.springframework.context.annotation.Import(WebConfiguration.class)
  static class App {}
}

package io.crawlkeeper.systemtests.harness;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;

/** Masters and workers around one ZooKeeper. */
public final class Cluster implements AutoCloseable {

  public static final Duration SESSION = Duration.ofSeconds(4);

  private final Path folder;
  private final String connect;
  private final List<String> masterProgram;
  private final List<Service> masters = new CopyOnWriteArrayList<>();
  private final List<Service> workers = new CopyOnWriteArrayList<>();

  private Cluster(Path folder, String connect, List<String> masterProgram) {
    this.folder = folder;
    this.connect = connect;
    this.masterProgram = masterProgram;
  }

  /** Around the ZooKeeper that all tests share. */
  public static Cluster named(String name) {
    return named(name, Programs.master());
  }

  /**
   * @param masterProgram arguments of {@code java} that start a master
   */
  public static Cluster named(String name, List<String> masterProgram) {
    var connect = Ensemble.shared().connect("/" + name);
    return new Cluster(Folders.fresh(name), connect, masterProgram);
  }

  /**
   * @param connect {@code host:port/chroot}
   */
  public static Cluster around(String connect, Path folder) {
    return new Cluster(folder, connect, Programs.master());
  }

  /** Starts one; returns before it is ready. */
  public Service master(String id, String... settings) {
    return start(id, settings(connect, settings));
  }

  /** Starts one that knows ZooKeeper only over this link; returns before it is ready. */
  public Service masterOver(Link link, String id) {
    return start(id, settings(link.address() + connect.substring(connect.indexOf('/'))));
  }

  private Service start(String id, List<String> settings) {
    var master = Service.start(id, masterProgram, folder, settings);
    masters.add(master);
    return master;
  }

  /** Starts one; returns before it is ready. */
  public Service worker(String id, String... settings) {
    var all = settings(connect, settings);
    all.add("crawlkeeper.allowed-addresses=127.0.0.0/8");
    var worker = Service.start(id, Programs.worker(), folder, all);
    workers.add(worker);
    return worker;
  }

  private static List<String> settings(String connect, String... settings) {
    var all = new ArrayList<>(List.of(settings));
    all.add("crawlkeeper.zookeeper.connect=" + connect);
    all.add("crawlkeeper.zookeeper.session-timeout=" + SESSION.toSeconds() + "s");
    return all;
  }

  /** Waits until all are ready, a leader is known to every master, and it knows all workers. */
  public Cluster awaitWhole() {
    masters.forEach(Service::awaitReady);
    workers.forEach(Service::awaitReady);
    for (var master : masters) {
      await(master.id() + " knows all")
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptions()
          .until(() -> knowsAll(master));
    }
    return this;
  }

  private boolean knowsAll(Service master) throws Exception {
    var report = Api.cluster(master.address());
    var known =
        StreamSupport.stream(report.path("workers").spliterator(), false)
            .map(worker -> worker.path("id").asString())
            .toList();
    return report.path("leader").isObject()
        && report.path("masters").size() == masters.size()
        && known.containsAll(workers.stream().map(Service::id).toList());
  }

  public List<Service> masters() {
    return masters;
  }

  public List<Service> workers() {
    return workers;
  }

  public List<String> masterAddresses() {
    return masters.stream().map(Service::address).toList();
  }

  /** The leader as this master knows it. */
  public Service leader(Service asked) throws Exception {
    var id = Api.cluster(asked.address()).path("leader").path("id").asString("");
    return masters.stream()
        .filter(master -> master.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no leader"));
  }

  public Service leader() throws Exception {
    return leader(masters.getFirst());
  }

  /** Any master but this one. */
  public Service otherThan(Service master) {
    return masters.stream().filter(one -> one != master).findFirst().orElseThrow();
  }

  /** Forgets one that has ended for good. */
  public void gone(Service service) {
    service.close();
    masters.remove(service);
    workers.remove(service);
  }

  /** ZooKeeper's {@code host:port,host:port/chroot}. */
  public String connect() {
    return connect;
  }

  @Override
  public void close() {
    workers.forEach(Service::close);
    masters.forEach(Service::close);
  }
}

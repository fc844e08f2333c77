package io.crawlkeeper.systemtests.harness;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Masters and workers around one ZooKeeper. */
public final class Cluster implements AutoCloseable {

  /** Of who is lost in the test: not too long to wait for, and longer than machines stall. */
  public static final Duration SESSION = Duration.ofSeconds(10);

  /** Where it does not matter who is lost by accident. */
  public static final Duration SHORT_SESSION = Duration.ofSeconds(4);

  /** Where nobody is to be lost. */
  public static final Duration LONG_SESSION = Duration.ofSeconds(60);

  private final Plan plan;
  private final List<Service> masters = new CopyOnWriteArrayList<>();
  private final List<Service> workers = new CopyOnWriteArrayList<>();

  private Cluster(Plan plan) {
    this.plan = plan;
  }

  /**
   * What the services of a cluster have in common.
   *
   * @param connect ZooKeeper's {@code host:port,host:port/chroot}
   * @param folder takes logs and data
   * @param master arguments of {@code java} that start a master
   * @param worker the same for a worker
   * @param session timeout, in whole seconds
   */
  public record Plan(
      String connect, Path folder, List<String> master, List<String> worker, Duration session) {

    public Plan {
      master = List.copyOf(master);
      worker = List.copyOf(worker);
    }

    /** The packed services, with sessions that a test can wait for. */
    public static Plan around(String connect, Path folder) {
      return new Plan(connect, folder, Trained.master(), Trained.worker(), SESSION);
    }

    public Plan withMaster(List<String> program) {
      return new Plan(connect, folder, program, worker, session);
    }

    public Plan withSession(Duration timeout) {
      return new Plan(connect, folder, master, worker, timeout);
    }
  }

  /** Around the ZooKeeper that all tests share. */
  public static Cluster named(String name) {
    return of(sharedPlan(name));
  }

  /**
   * @param session timeout, in whole seconds
   */
  public static Cluster named(String name, Duration session) {
    return of(sharedPlan(name).withSession(session));
  }

  /**
   * @param masterProgram arguments of {@code java} that start a master
   */
  public static Cluster named(String name, List<String> masterProgram) {
    return of(sharedPlan(name).withMaster(masterProgram));
  }

  private static Plan sharedPlan(String name) {
    return Plan.around(Ensemble.shared().connect("/" + name), Folders.fresh(name));
  }

  /**
   * @param connect {@code host:port/chroot}
   */
  public static Cluster around(String connect, Path folder) {
    return of(Plan.around(connect, folder));
  }

  public static Cluster of(Plan plan) {
    return new Cluster(plan);
  }

  /** Starts one; returns before it is ready. */
  public Service master(String id, String... settings) {
    return startMaster(id, settings(plan.connect, settings));
  }

  /** Starts one that knows ZooKeeper only over this link; returns before it is ready. */
  public Service masterOver(Link link, String id) {
    var chroot = plan.connect.substring(plan.connect.indexOf('/'));
    return startMaster(id, settings(link.address() + chroot));
  }

  private Service startMaster(String id, List<String> settings) {
    var master = Service.start(recipe(id, plan.master, settings, Map.of()));
    masters.add(master);
    return master;
  }

  /** Starts one; returns before it is ready. */
  public Service worker(String id, String... settings) {
    return workerIn(Map.of(), id, settings);
  }

  /** Starts one with these variables in its environment; returns before it is ready. */
  public Service workerIn(Map<String, String> environment, String id, String... settings) {
    var all = settings(plan.connect, settings);
    all.add("crawlkeeper.allowed-addresses=127.0.0.0/8");
    var worker = Service.start(recipe(id, plan.worker, all, environment));
    workers.add(worker);
    return worker;
  }

  private Service.Recipe recipe(
      String id, List<String> program, List<String> settings, Map<String, String> environment) {
    return new Service.Recipe(id, FreePorts.next(), program, plan.folder, settings, environment);
  }

  private List<String> settings(String connect, String... settings) {
    var all = new ArrayList<>(List.of(settings));
    all.add("crawlkeeper.zookeeper.connect=" + connect);
    all.add("crawlkeeper.zookeeper.session-timeout=" + plan.session.toSeconds() + "s");
    return all;
  }

  /** Waits until all are ready, a leader is known to every master, and it knows all workers. */
  public Cluster awaitWhole() {
    masters.forEach(Service::awaitReady);
    workers.forEach(Service::awaitReady);
    for (var master : masters) {
      await(master.id() + " knows all")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptions()
          .until(() -> knowsAll(master));
    }
    return this;
  }

  /** Starts so many without settings of their own; they know each other when this returns. */
  public Cluster whole(int masters, int workers) {
    IntStream.rangeClosed(1, masters).forEach(i -> master("master-" + i));
    IntStream.rangeClosed(1, workers).forEach(i -> worker("worker-" + i));
    return awaitWhole();
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

  /** Ends the process if it still lives, and starts another of the same id, data and port. */
  public Service restart(Service service) {
    var all = masters.contains(service) ? masters : workers;
    var next = service.again();
    all.set(all.indexOf(service), next);
    return next;
  }

  /** Forgets one that has ended for good. */
  public void gone(Service service) {
    service.close();
    masters.remove(service);
    workers.remove(service);
  }

  /** ZooKeeper's {@code host:port,host:port/chroot}. */
  public String connect() {
    return plan.connect;
  }

  @Override
  public void close() {
    workers.forEach(Service::close);
    masters.forEach(Service::close);
  }
}

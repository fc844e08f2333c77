import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Starts Crawlkeeper on this machine, crawls a site and shows how it goes. */
public final class Quickstart {
  private static final Duration START_PATIENCE = Duration.ofSeconds(120);
  private static final int POLL_MILLIS = 200;
  private static final String MASTER = "master-1";
  private static final List<String> WORKERS = List.of("worker-1", "worker-2");

  private final Path root;
  private final Options options;
  private final Screen screen;
  private final Services services;
  private final MasterApi master;
  private final SampleSite site;
  private volatile boolean settled;

  private Quickstart(Path root, Options options, Screen screen) {
    this.root = root;
    this.options = options;
    this.screen = screen;
    this.services = new Services(root.resolve("quickstart.d/guard"), logs());
    this.master = new MasterApi(options.port());
    this.site = new SampleSite(root.resolve("samples/site"), options.sitePort());
  }

  public static void main(String[] arguments) throws Exception {
    if (List.of(arguments).contains("--help") || List.of(arguments).contains("-h")) {
      System.out.print(Options.HELP);
      return;
    }
    var root = Path.of(System.getProperty("quickstart.root", "."));
    var screen = new Screen(Boolean.getBoolean("quickstart.terminal"));
    var status = 1;
    try {
      status = new Quickstart(root, Options.parse(arguments, root), screen).run() ? 0 : 1;
    } catch (Failure e) {
      screen.fail(e.getMessage());
    } catch (IOException e) {
      screen.fail("The quickstart cannot go on: " + e);
    }
    System.exit(status); // The shutdown hook ends the services.
  }

  /** Whether the crawl succeeded. */
  private boolean run() throws IOException, InterruptedException {
    prepareData();
    checkPorts();
    var build = new Build(root);
    build.refresh(logs().resolve("build.log"), screen);
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    site.serve();
    start(build);
    var succeeded = crawl();
    if (options.once()) {
      return succeeded;
    }
    screen.say("Runs on until Ctrl-C; what was crawled is kept in " + shown(options.data()) + ".");
    settled = true;
    services.awaitEnd();
    services.check();
    return succeeded;
  }

  private void stop() {
    if (settled) {
      screen.say("Stopping the workers, then the master …");
    }
    services.stop();
  }

  private void prepareData() throws IOException {
    try {
      Files.createDirectories(logs());
    } catch (IOException e) {
      throw new Failure("The folder %s cannot be written: %s.".formatted(options.data(), e));
    }
    DataLock.take(options.data());
  }

  private void checkPorts() {
    Ports.refuseTaken(options.port(), "the master");
    for (var number = 1; number <= WORKERS.size(); number++) {
      Ports.refuseTaken(options.workerPort(number), WORKERS.get(number - 1));
    }
    Ports.refuseTaken(options.zooKeeperPort(), "ZooKeeper");
    Ports.refuseTaken(options.sitePort(), "the sample site");
  }

  private void start(Build build) throws IOException, InterruptedException {
    var begun = Instant.now();
    screen.update("Starting the master and its ZooKeeper …");
    services.start(MASTER, build.master(), settings(MASTER, options.port(), embedded()));
    awaitReady(options.port(), MASTER);
    screen.update("Starting two workers …");
    for (var number = 1; number <= WORKERS.size(); number++) {
      var name = WORKERS.get(number - 1);
      services.start(
          name, build.worker(), settings(name, options.workerPort(number), workerSettings()));
    }
    for (var number = 1; number <= WORKERS.size(); number++) {
      awaitReady(options.workerPort(number), WORKERS.get(number - 1));
    }
    awaitCluster();
    screen.say("Started a master and two workers in %s.".formatted(seconds(begun)));
  }

  private List<String> settings(String name, int port, List<String> more) {
    var settings =
        new ArrayList<>(
            List.of(
                "--crawlkeeper.id=" + name,
                "--crawlkeeper.port=" + port,
                "--crawlkeeper.data=" + options.data(),
                "--crawlkeeper.zookeeper.connect=127.0.0.1:"
                    + options.zooKeeperPort()
                    + "/crawlkeeper"));
    settings.addAll(more);
    return settings;
  }

  private static List<String> embedded() {
    return List.of("--crawlkeeper.zookeeper.embedded=true");
  }

  /** The sample site is on this machine, where crawls may not go unless they are allowed to. */
  private List<String> workerSettings() {
    var settings = new ArrayList<>(List.of("--crawlkeeper.allowed-addresses=127.0.0.0/8"));
    if (options.contact() != null) {
      settings.add("--crawlkeeper.contact=" + options.contact());
    }
    return settings;
  }

  private void awaitReady(int port, String name) throws InterruptedException {
    var deadline = Instant.now().plus(START_PATIENCE);
    while (!master.ready(port)) {
      services.check();
      if (Instant.now().isAfter(deadline)) {
        var log = logs().resolve(name + ".log");
        throw new Failure(
            "%s is not ready after %d s; its last words, from %s:\n%s"
                .formatted(name, START_PATIENCE.toSeconds(), log, LogTail.of(log, 12)));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Waits for a leader that knows both workers. */
  private void awaitCluster() throws IOException, InterruptedException {
    var deadline = Instant.now().plus(START_PATIENCE);
    while (!complete(master.get("/api/v1/cluster"))) {
      services.check();
      if (Instant.now().isAfter(deadline)) {
        throw new Failure(
            "The cluster did not come together in %d s; the logs are in %s."
                .formatted(START_PATIENCE.toSeconds(), logs()));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private boolean complete(Object cluster) {
    var addresses =
        Json.list(cluster, "workers").stream().map(worker -> Json.text(worker, "address")).toList();
    return Json.at(cluster, "leader") != null
        && addresses.contains("127.0.0.1:" + options.workerPort(1))
        && addresses.contains("127.0.0.1:" + options.workerPort(2));
  }

  /** Whether the crawl succeeded, and left what it should. */
  private boolean crawl() throws IOException, InterruptedException {
    var begun = Instant.now();
    var task = new Crawl(master, services, screen).run(options.seed(), site.url());
    var report = new Report(task, options, options.seed() == null ? site : null);
    screen.say(report.headline(seconds(begun)));
    report.details().forEach(screen::say);
    screen.say("  tasks    " + master.url("/api/v1/tasks"));
    screen.say("  cluster  " + master.url("/api/v1/cluster"));
    screen.say("  health   " + master.url("/actuator/health"));
    for (var number = 1; number <= WORKERS.size(); number++) {
      screen.say(
          "           http://127.0.0.1:%d/actuator/health".formatted(options.workerPort(number)));
    }
    screen.say("  logs     " + shown(logs()));
    return report.succeeded();
  }

  private Path logs() {
    return options.data().resolve("logs");
  }

  /** Relative to where the user is, if that is shorter. */
  static String shown(Path path) {
    var here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
  }

  private static String seconds(Instant begun) {
    return String.format(
        Locale.ROOT, "%.1f s", Duration.between(begun, Instant.now()).toMillis() / 1000.0);
  }
}

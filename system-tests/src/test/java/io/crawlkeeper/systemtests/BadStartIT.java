package io.crawlkeeper.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.systemtests.harness.Ensemble;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.FreePorts;
import io.crawlkeeper.systemtests.harness.JavaProcess;
import io.crawlkeeper.systemtests.harness.Measured;
import io.crawlkeeper.systemtests.harness.Trained;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service that cannot start says why in a sentence, and ends. */
class BadStartIT {

  /** Some seconds, on a machine that is several times as slow. */
  private static final Duration MOST = Duration.ofSeconds(60);

  private static Path folder;

  enum Service {
    MASTER,
    WORKER
  }

  /**
   * @param settings such as {@code slots=0}
   * @param sentence that the output has to hold
   */
  record Wrong(Service service, List<String> settings, String sentence) {
    @Override
    public String toString() {
      return service + " " + settings;
    }
  }

  @BeforeAll
  static void prepare() {
    folder = Folders.fresh("bad-start");
  }

  static Stream<Wrong> wrongSettings() {
    return Stream.of(
        master("id=Master_1", "crawlkeeper.id is 'Master_1' but must be"),
        worker("id=-w", "crawlkeeper.id is '-w' but must be"),
        master(
            "zookeeper.connect=127.0.0.1:2181",
            "crawlkeeper.zookeeper.connect is '127.0.0.1:2181' but must be host:port"),
        worker(
            "zookeeper.session-timeout=100ms",
            "crawlkeeper.zookeeper.session-timeout is '100ms' but must be a duration from 1s"),
        master(
            "zookeeper.session-timeout=1h",
            "crawlkeeper.zookeeper.session-timeout is '1h' but must be a duration from 1s"),
        worker("slots=0", "crawlkeeper.slots is '0' but must be a whole number from 1"),
        worker("labels.zone=north west", "crawlkeeper.labels is 'zone=north west' but must be"),
        worker(
            "allowed-addresses=127.0.0.0/99",
            "crawlkeeper.allowed-addresses is '127.0.0.0/99' but "),
        worker("bind=no.such.host.invalid", "crawlkeeper.bind is 'no.such.host.invalid' but must"),
        master("bind=192.0.2.1", "crawlkeeper.bind is '192.0.2.1' but must be an address of this"),
        master(
            "sesion-timeout=4s",
            "crawlkeeper.sesion-timeout is no setting of this service; did you mean"
                + " crawlkeeper.zookeeper.session-timeout?"),
        worker("leader=true", "crawlkeeper.leader is no setting of this service"),
        master("seeds[0].name=lonely", "crawlkeeper.seeds[0]"));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongSettings")
  void wrongSettingsAreNamed(Wrong wrong) {
    refused(wrong);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void allWrongSettingsAreNamedAtOnce() {
    var output = refused(worker("slots=many", "crawlkeeper.slots is 'many' but", "port=70000"));
    assertThat(output).contains("crawlkeeper.port is '70000' but must be a whole number");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPortInUseIsNamed() throws Exception {
    try (var taken = new ServerSocket(FreePorts.next(), 1, InetAddress.getLoopbackAddress())) {
      var connect = Ensemble.shared().connect("/bad-start");
      refused(
          master(
              "port=" + taken.getLocalPort(),
              String.valueOf(taken.getLocalPort()),
              "zookeeper.connect=" + connect));
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPortInUseOfTheEmbeddedZooKeeperIsNamed() throws Exception {
    try (var taken = new ServerSocket(FreePorts.next(), 1, InetAddress.getLoopbackAddress())) {
      var address = "127.0.0.1:" + taken.getLocalPort();
      refused(
          master(
              "zookeeper.connect=" + address + "/x",
              "The embedded ZooKeeper cannot listen on " + address,
              "zookeeper.embedded=true"));
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anEmbeddedZooKeeperOfManyServersIsRefused() {
    refused(
        master(
            "zookeeper.connect=127.0.0.1:1,127.0.0.1:2/x",
            "must name one server where crawlkeeper.zookeeper.embedded is true",
            "zookeeper.embedded=true"));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("services")
  void withoutZooKeeperAServiceGivesUpSoon(Service service) {
    var connect = "127.0.0.1:" + FreePorts.next() + "/none";
    var output =
        refused(
            new Wrong(
                service,
                List.of("zookeeper.connect=" + connect),
                "No ZooKeeper answers at " + connect + "."));
    assertThat(output.lines().filter(line -> line.contains(" ERROR ")).count()).isLessThan(2);
  }

  static Stream<Service> services() {
    return Stream.of(Service.values());
  }

  private static Wrong master(String setting, String sentence, String... more) {
    return wrong(Service.MASTER, setting, sentence, more);
  }

  private static Wrong worker(String setting, String sentence, String... more) {
    return wrong(Service.WORKER, setting, sentence, more);
  }

  private static Wrong wrong(Service service, String setting, String sentence, String... more) {
    var settings = new ArrayList<>(List.of(more));
    settings.add(setting);
    return new Wrong(service, settings, sentence);
  }

  /** Starts it, and returns what it printed. */
  private static String refused(Wrong wrong) {
    var log = folder.resolve(wrong.toString().replaceAll("[^A-Za-z0-9.=-]+", "_") + ".log");
    var began = Measured.now();
    try (var process = JavaProcess.start(log, arguments(wrong))) {
      var code = process.awaitExit(MOST);
      var took = Measured.seconds(began.elapsed());
      Measured.line("%s: refused after %s".formatted(wrong, took));
      assertThat(code).isPositive();
      assertThat(process.output())
          .contains(wrong.sentence())
          .doesNotContain("\tat ")
          .doesNotContain("Exception");
      return process.output();
    }
  }

  private static List<String> arguments(Wrong wrong) {
    var arguments =
        new ArrayList<>(
            switch (wrong.service()) {
              case MASTER -> Trained.master();
              case WORKER -> Trained.worker();
            });
    arguments.add("--crawlkeeper.port=0");
    arguments.add("--crawlkeeper.data=" + folder.resolve("data"));
    // Settings are read before anything is connected to: nobody listens there.
    arguments.add("--crawlkeeper.zookeeper.connect=127.0.0.1:9/none");
    wrong.settings().forEach(setting -> replace(arguments, "--crawlkeeper." + setting));
    return arguments;
  }

  private static void replace(List<String> arguments, String argument) {
    var name = argument.substring(0, argument.indexOf('=') + 1);
    arguments.removeIf(one -> one.startsWith(name));
    arguments.add(argument);
  }
}

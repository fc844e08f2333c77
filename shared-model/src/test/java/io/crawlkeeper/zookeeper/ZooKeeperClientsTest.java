package io.crawlkeeper.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.settings.StartRefused;
import io.crawlkeeper.settings.ZooKeeperAccess;
import io.crawlkeeper.settings.ZooKeeperAccess.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.security.auth.login.Configuration;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooKeeperClientsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static GuardedZooKeeper server;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException, InterruptedException {
    server = GuardedZooKeeper.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void forgetTheUser() {
    Configuration.setConfiguration(null);
  }

  @Test
  void talksByTlsAsAUserThatTheServerKnows() throws Exception {
    var access = access(server.certificate(), GuardedZooKeeper.PASSWORD);

    try (var client = ZooKeeperClients.open(server.tls(), TIMEOUT, access)) {
      client.create().forPath("/found");
      assertThat(client.checkExists().forPath("/found")).isNotNull();
    }
  }

  @Test
  void waitsForAServerThatIsAboutToStart() throws Exception {
    var port = InstanceSpec.getRandomPort();
    var later = CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);
    var late = CompletableFuture.supplyAsync(() -> serverAt(port), later);

    try (var client = ZooKeeperClients.open("127.0.0.1:" + port + "/late", TIMEOUT)) {
      assertThat(client.checkExists().forPath("/")).isNotNull();
    } finally {
      late.join().close();
    }
  }

  private static TestingServer serverAt(int port) {
    try {
      return new TestingServer(port);
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void saysThatTheServerDoesNotTakeAStranger() {
    assertThatThrownBy(() -> ZooKeeperClients.open(server.plain(), TIMEOUT))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("does not accept this node");
  }

  @Test
  void saysThatThePasswordIsNotTheServers() {
    var access = new ZooKeeperAccess(false, null, null, true, GuardedZooKeeper.USER, "guessed");

    assertThatThrownBy(() -> ZooKeeperClients.open(server.plain(), TIMEOUT, access))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("does not accept this node");
  }

  @Test
  void believesNoServerWhoseCertificateIsNotInTheTrustStore() {
    var access = access(server.otherCertificate(), GuardedZooKeeper.PASSWORD);

    assertThatThrownBy(() -> ZooKeeperClients.open(server.tls(), TIMEOUT, access))
        .isInstanceOf(StartRefused.class)
        .hasMessageEndingWith("by TLS.");
  }

  private static ZooKeeperAccess access(Path trusted, String password) {
    return new ZooKeeperAccess(
        true,
        new Store(trusted, ""),
        new Store(server.clientKey(), GuardedZooKeeper.STORE_PASSWORD),
        true,
        GuardedZooKeeper.USER,
        password);
  }
}

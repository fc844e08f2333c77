package io.crawlkeeper.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A ZooKeeper server that takes nobody but a user it knows, and by TLS nobody without a
 * certificate. A process of its own, as its stores are settings of the whole process.
 */
final class GuardedZooKeeper implements AutoCloseable {

  static final String USER = "keeper";
  static final String PASSWORD = "kept-secret";
  static final String STORE_PASSWORD = "store-secret";

  private final Path folder;
  private final int plainPort;
  private final int tlsPort;
  private final Process process;

  private GuardedZooKeeper(Path folder, int plainPort, int tlsPort, Process process) {
    this.folder = folder;
    this.plainPort = plainPort;
    this.tlsPort = tlsPort;
    this.process = process;
  }

  static GuardedZooKeeper start(Path folder) throws IOException, InterruptedException {
    makeStores(folder);
    var plain = freePort();
    var tls = freePort();
    Files.writeString(folder.resolve("zoo.cfg"), configuration(folder, plain, tls));
    Files.writeString(
        folder.resolve("jaas.conf"),
        "Server { org.apache.zookeeper.server.auth.DigestLoginModule required user_%s=\"%s\"; };"
            .formatted(USER, PASSWORD));
    var process =
        java(
            List.of(
                "-Djava.security.auth.login.config=" + folder.resolve("jaas.conf"),
                "-Dzookeeper.admin.enableServer=false",
                "-cp",
                System.getProperty("java.class.path"),
                "org.apache.zookeeper.server.ZooKeeperServerMain",
                folder.resolve("zoo.cfg").toString()),
            folder);
    var server = new GuardedZooKeeper(folder, plain, tls, process);
    await().until(() -> answers(plain) && answers(tls));
    return server;
  }

  String plain() {
    return "127.0.0.1:" + plainPort + "/guarded";
  }

  String tls() {
    return "127.0.0.1:" + tlsPort + "/guarded";
  }

  /** A certificate of itself alone: who trusts it trusts this server. */
  Path certificate() {
    return folder.resolve("server.pem");
  }

  Path clientKey() {
    return folder.resolve("client.p12");
  }

  /** The certificate of somebody else. */
  Path otherCertificate() {
    return folder.resolve("client.pem");
  }

  private static String configuration(Path folder, int plain, int tls) {
    return """
    dataDir=%1$s/data
    clientPort=%2$d
    clientPortAddress=127.0.0.1
    secureClientPort=%3$d
    secureClientPortAddress=127.0.0.1
    serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory
    ssl.keyStore.location=%1$s/server.p12
    ssl.keyStore.password=%4$s
    ssl.trustStore.location=%1$s/client.pem
    authProvider.sasl=org.apache.zookeeper.server.auth.SASLAuthenticationProvider
    enforce.auth.enabled=true
    enforce.auth.schemes=sasl
    """
        .formatted(folder, plain, tls, STORE_PASSWORD);
  }

  private static void makeStores(Path folder) throws IOException, InterruptedException {
    for (var name : List.of("server", "client")) {
      var store = folder.resolve(name + ".p12").toString();
      keytool(
          folder,
          "-genkeypair -alias %s -keyalg EC -dname CN=%s -ext san=ip:127.0.0.1,dns:localhost"
              .formatted(name, name),
          store);
      keytool(
          folder,
          "-exportcert -alias %s -rfc -file %s".formatted(name, folder.resolve(name + ".pem")),
          store);
    }
  }

  private static void keytool(Path folder, String words, String store)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words.split(" ")));
    command.addAll(List.of("-keystore", store, "-storepass", STORE_PASSWORD));
    var process = start(command, folder);
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static Process java(List<String> arguments, Path folder) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return start(command, folder);
  }

  private static Process start(List<String> command, Path folder) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "processes.log")))
        .start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

package io.crawlkeeper.master.zookeeper;

import io.crawlkeeper.settings.StartRefused;
import io.crawlkeeper.zookeeper.ZooKeeperConfiguration.Prerequisite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ZooKeeper server within the master, for one machine. Listens where the connect string says, and
 * keeps its data under {@code data/zookeeper}.
 */
public final class EmbeddedZooKeeper implements Prerequisite, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedZooKeeper.class);
  private static final int START_MILLIS = 15_000;

  private final ZooKeeperServerEmbedded server;

  private EmbeddedZooKeeper(ZooKeeperServerEmbedded server) {
    this.server = server;
  }

  /**
   * Starts the server and returns when it serves.
   *
   * @param connect {@code host:port/chroot} of one server
   * @param data folder of this master; the server's is below
   * @throws StartRefused if the port is taken or the folder cannot be written
   */
  public static EmbeddedZooKeeper start(String connect, Path data) {
    var address = connect.substring(0, connect.indexOf('/'));
    var host = address.substring(0, address.lastIndexOf(':'));
    var port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    refuseTaken(host, port);
    var folder = data.resolve("zookeeper");
    try {
      prepare(folder);
      var server =
          ZooKeeperServerEmbedded.builder()
              .baseDir(folder)
              .configuration(configuration(host, port))
              .exitHandler(ExitHandler.LOG_ONLY)
              .build();
      server.start(START_MILLIS);
      log.info("ZooKeeper serves at {}, its data is in {}.", address, folder);
      return new EmbeddedZooKeeper(server);
    } catch (Exception e) {
      throw new StartRefused(
          "The embedded ZooKeeper cannot start at %s with its data in %s: %s"
              .formatted(address, folder, e),
          "See that the folder can be written and is used by no other process.");
    }
  }

  private static void refuseTaken(String host, int port) {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (IOException e) {
      throw new StartRefused(
          "The embedded ZooKeeper cannot listen on %s:%d: %s."
              .formatted(host, port, e.getMessage()),
          "End what uses the port, or choose another by crawlkeeper.zookeeper.connect.");
    }
  }

  /** A kill leaves files behind that the server writes anew at each start. */
  private static void prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var files = Files.newDirectoryStream(folder, "zookeeper.configuration*.properties")) {
      for (var file : files) {
        Files.delete(file);
      }
    }
  }

  private static Properties configuration(String host, int port) {
    var configuration = new Properties();
    configuration.setProperty("clientPort", String.valueOf(port));
    configuration.setProperty("clientPortAddress", host);
    configuration.setProperty("admin.enableServer", "false");
    configuration.setProperty("tickTime", "1000");
    configuration.setProperty("minSessionTimeout", "1000");
    configuration.setProperty("maxSessionTimeout", "300000");
    configuration.setProperty("maxClientCnxns", "0");
    configuration.setProperty("autopurge.purgeInterval", "1");
    configuration.setProperty("autopurge.snapRetainCount", "3");
    configuration.setProperty("extendedTypesEnabled", "true");
    return configuration;
  }

  @Override
  public void close() {
    server.close();
  }
}

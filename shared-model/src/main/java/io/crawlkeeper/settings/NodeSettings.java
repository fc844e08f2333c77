package io.crawlkeeper.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What masters and workers have in common.
 *
 * @param id what the operator calls this node; one process at a time should have it
 * @param connect ZooKeeper's {@code host:port,host:port/chroot}
 * @param access how this node and ZooKeeper know each other
 * @param sessionTimeout asked of ZooKeeper, which may grant another
 * @param data folder for all that this node writes, absolute
 * @param bind address that the HTTP port listens on
 * @param advertise host under which others reach this node
 * @param database where the history is
 * @param storage where results are kept
 */
public record NodeSettings(
    String id,
    String connect,
    ZooKeeperAccess access,
    Duration sessionTimeout,
    Path data,
    String bind,
    String advertise,
    DatabaseSettings database,
    StorageSettings storage) {

  private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern CONNECT =
      Pattern.compile(
          "(\\[[0-9a-fA-F:]+]|[A-Za-z0-9._-]+):\\d{1,5}"
              + "(,(\\[[0-9a-fA-F:]+]|[A-Za-z0-9._-]+):\\d{1,5})*(/[A-Za-z0-9._-]+)+");

  /** What only masters or only workers read: one file of settings can serve both. */
  private static final List<String> OF_ONE_KIND =
      List.of(
          "zookeeper.embedded",
          "leader-wait",
          "seeds",
          "slots",
          "labels",
          "allowed-addresses",
          "user-agent",
          "contact",
          "secrets",
          "secrets-folder",
          "max-crawl-delay",
          "plugins-folder",
          "render",
          "jobs");

  public static NodeSettings read(SettingsReader reader, String defaultId) {
    OF_ONE_KIND.forEach(reader::reserve);
    var bind = reader.text("bind", "127.0.0.1");
    var data = reader.folder("data", "data");
    return new NodeSettings(
        reader.text(
            "id", defaultId, ID, "must be lower-case letters, digits and '-', up to 63 characters"),
        reader.text(
            "zookeeper.connect",
            "127.0.0.1:2181/crawlkeeper",
            CONNECT,
            "must be host:port,host:port/chroot, such as zk-1:2181,zk-2:2181/crawlkeeper"),
        ZooKeeperAccess.read(reader),
        reader.duration(
            "zookeeper.session-timeout",
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5)),
        data,
        checkedBind(reader, bind),
        reader.text("advertise", advertised(bind)),
        DatabaseSettings.read(reader, data),
        StorageSettings.read(reader, data));
  }

  private static String checkedBind(SettingsReader reader, String bind) {
    try (var _ = new ServerSocket(0, 1, InetAddress.getByName(bind))) {
      return bind;
    } catch (IOException e) {
      reader.refuse("bind", bind, "must be an address of this machine, such as 127.0.0.1");
      return bind;
    }
  }

  private static String advertised(String bind) {
    try {
      return InetAddress.getByName(bind).isAnyLocalAddress()
          ? InetAddress.getLocalHost().getHostAddress()
          : bind;
    } catch (UnknownHostException e) {
      return bind;
    }
  }
}

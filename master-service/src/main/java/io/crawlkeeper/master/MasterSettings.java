package io.crawlkeeper.master;

import io.crawlkeeper.settings.NodeSettings;
import io.crawlkeeper.settings.SettingsReader;
import java.time.Duration;

/**
 * All settings of a master.
 *
 * @param embedded whether this master runs a ZooKeeper server of its own
 * @param leaderWait how long a request waits for a leader before it is answered 503
 */
record MasterSettings(NodeSettings node, boolean embedded, Duration leaderWait) {

  static MasterSettings read(SettingsReader reader) {
    var node = NodeSettings.read(reader, "master-1");
    reader.integer("port", 8080, 0, 65_535);
    reader.reserve("seeds");
    var embedded = reader.flag("zookeeper.embedded", false);
    if (embedded && node.connect().substring(0, node.connect().indexOf('/')).contains(",")) {
      reader.refuse(
          "zookeeper.connect",
          node.connect(),
          "must name one server where crawlkeeper.zookeeper.embedded is true");
    }
    var settings =
        new MasterSettings(
            node,
            embedded,
            reader.duration(
                "leader-wait",
                node.sessionTimeout().plusSeconds(5),
                Duration.ZERO,
                Duration.ofMinutes(5)));
    reader.finish();
    return settings;
  }
}

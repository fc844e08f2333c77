package io.crawlkeeper.master;

import io.crawlkeeper.master.task.InvalidTask;
import io.crawlkeeper.master.task.TaskDraft;
import io.crawlkeeper.master.task.TaskReader;
import io.crawlkeeper.settings.NodeSettings;
import io.crawlkeeper.settings.PropertyTree;
import io.crawlkeeper.settings.SettingsReader;
import io.crawlkeeper.znode.ZnodeCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * All settings of a master.
 *
 * @param embedded whether this master runs a ZooKeeper server of its own
 * @param leaderWait how long a request waits for a leader before it is answered 503
 * @param seeds tasks from configuration
 */
record MasterSettings(
    NodeSettings node, boolean embedded, Duration leaderWait, List<TaskDraft> seeds) {

  private static final String SEEDS = "seeds";

  MasterSettings {
    seeds = List.copyOf(seeds);
  }

  static MasterSettings read(ConfigurableEnvironment environment) {
    var reader = new SettingsReader(environment);
    var node = NodeSettings.read(reader, "master-1");
    reader.integer("port", 8080, 0, 65_535);
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
                Duration.ofMinutes(5)),
            seeds(reader, PropertyTree.list(environment, "crawlkeeper." + SEEDS)));
    reader.finish();
    return settings;
  }

  private static List<TaskDraft> seeds(SettingsReader reader, List<Object> documents) {
    var drafts = new ArrayList<TaskDraft>();
    for (var i = 0; i < documents.size(); i++) {
      try {
        drafts.add(TaskReader.readConfigured(ZnodeCodec.mapper().valueToTree(documents.get(i))));
      } catch (InvalidTask e) {
        for (var finding : e.findings()) {
          reader.refuse("%s[%d]%s".formatted(SEEDS, i, finding.pointer()), finding.detail());
        }
      }
    }
    return drafts;
  }
}

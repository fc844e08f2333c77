package io.crawlkeeper.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.NodeIdentity;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscoveryMetadataTest {

  private static Map<String, String> announced() {
    var metadata =
        new DiscoveryMetadata(
            4, Map.of("zone", "eu"), Set.of("crawl", "http", "sftp-sync"), "1.0", "db");
    return metadata.asMap(NodeIdentity.of("worker-1", Instant.EPOCH, 1));
  }

  @Test
  void tellsWhatAWorkerCanDo() {
    var worker = DiscoveryMetadata.worker("127.0.0.1:1", announced());

    assertThat(worker.kinds()).containsExactlyInAnyOrder("crawl", "http", "sftp-sync");
    assertThat(worker.labels()).isEqualTo(Map.of("zone", "eu"));
    assertThat(worker.slots()).isEqualTo(4);
  }

  @Test
  void takesAWorkerThatAnnouncesNoKindsForOneThatCrawls() {
    var earlier = new HashMap<>(announced());
    earlier.remove("kinds");

    assertThat(DiscoveryMetadata.worker("127.0.0.1:1", earlier).kinds()).containsExactly("crawl");
  }
}

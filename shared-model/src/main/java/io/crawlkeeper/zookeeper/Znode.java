package io.crawlkeeper.zookeeper;

import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodeCodec.UnreadableZnode;
import io.crawlkeeper.znode.ZnodePaths;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A znode as it was read. Not for comparing. */
@SuppressWarnings("ArrayRecordComponent")
public record Znode(String path, byte[] data, Stat stat) {

  private static final Logger log = LoggerFactory.getLogger(Znode.class);

  public String name() {
    return ZnodePaths.nameOf(path);
  }

  public int version() {
    return stat.getVersion();
  }

  /**
   * What the znode holds.
   *
   * @throws UnreadableZnode if that is something else
   */
  public <T> T as(Class<T> type) {
    return ZnodeCodec.decode(data, type);
  }

  /** The same; where it is something else that is logged, and null. */
  public <T> @Nullable T asIfReadable(Class<T> type) {
    try {
      return as(type);
    } catch (UnreadableZnode e) {
      log.error("{} is passed over: {}. Mend or delete it.", path, e.getMessage());
      return null;
    }
  }
}

package io.crawlkeeper.zookeeper;

import io.crawlkeeper.znode.ZnodeCodec;
import io.crawlkeeper.znode.ZnodePaths;
import org.apache.zookeeper.data.Stat;

/** A znode as it was read. Not for comparing. */
@SuppressWarnings("ArrayRecordComponent")
public record Znode(String path, byte[] data, Stat stat) {

  public String name() {
    return ZnodePaths.nameOf(path);
  }

  public int version() {
    return stat.getVersion();
  }

  public <T> T as(Class<T> type) {
    return ZnodeCodec.decode(data, type);
  }
}

package io.crawlkeeper.simulation.keeper;

import org.apache.zookeeper.data.Stat;

/**
 * A znode. Immutable.
 *
 * @param created zxid of its creation
 * @param modified zxid of its last write
 * @param createTime by the server's clock, in milliseconds
 * @param modifyTime the same of the last write
 * @param owner id of the session that it goes with; 0 if it is persistent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Node(
    byte[] data,
    int version,
    long created,
    long modified,
    long createTime,
    long modifyTime,
    long owner) {

  Node written(byte[] now, long zxid, long time) {
    return new Node(now, version + 1, created, zxid, createTime, time, owner);
  }

  Stat stat(int children) {
    var stat = new Stat();
    stat.setVersion(version);
    stat.setCzxid(created);
    stat.setMzxid(modified);
    stat.setCtime(createTime);
    stat.setMtime(modifyTime);
    stat.setEphemeralOwner(owner);
    stat.setDataLength(data.length);
    stat.setNumChildren(children);
    return stat;
  }
}

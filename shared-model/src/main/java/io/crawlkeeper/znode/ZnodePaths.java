package io.crawlkeeper.znode;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** All paths, relative to the chroot of the connect string. */
public final class ZnodePaths {

  /** A list of children over 1 MB ends the session that reads it, so names are spread. */
  public static final int BUCKETS = 256;

  public static final String LAYOUT = "/layout";
  public static final String LOCKS = "/locks";
  public static final String ELECTION = "/election";
  public static final String EPOCH = "/epoch";
  public static final String OPERATIONS = "/operations";
  public static final String TASKS = "/tasks";
  public static final String ASSIGNMENTS = "/assignments";
  public static final String RUNS = "/runs";
  public static final String REQUESTS = "/requests";
  public static final String CORDONS = "/cordons";
  public static final String CLOCKS = "/clocks";
  public static final String NODE_IDS = "/node-ids";
  public static final String IDEMPOTENCY = "/idempotency";
  public static final String SERVICES = "/services";
  public static final String MASTER_SERVICE = "crawlkeeper-master";
  public static final String WORKER_SERVICE = "crawlkeeper-worker";

  /** Persistent znodes that exist from the first start on. */
  public static final List<String> ROOTS =
      List.of(
          ELECTION,
          EPOCH,
          OPERATIONS,
          TASKS,
          ASSIGNMENTS,
          RUNS,
          REQUESTS,
          CORDONS,
          CLOCKS,
          NODE_IDS,
          IDEMPOTENCY,
          SERVICES);

  private ZnodePaths() {}

  public static String task(String name) {
    return TASKS + "/" + bucket(name) + "/" + name;
  }

  /**
   * Holds the ledger. Named by id as a name can be used again: a late write of a deleted task's
   * ledger finds nothing.
   */
  public static String run(String taskName, long taskId) {
    return RUNS + "/" + bucket(taskName) + "/" + taskId;
  }

  public static String requests(String taskName, long taskId) {
    return REQUESTS + "/" + bucket(taskName) + "/" + taskId;
  }

  /** Says that the worker gets no more tasks. */
  public static String cordon(String worker) {
    return CORDONS + "/" + worker;
  }

  /** Ephemeral; a worker writes it to learn the time of ZooKeeper. */
  public static String clock(String worker) {
    return CLOCKS + "/" + worker;
  }

  public static String assignments(String worker) {
    return ASSIGNMENTS + "/" + worker;
  }

  public static String assignment(String worker, String taskName) {
    return assignments(worker) + "/" + taskName;
  }

  /** Holds the id of the last operation that this master committed as leader. */
  public static String operation(String master) {
    return OPERATIONS + "/" + master;
  }

  public static String nodeId(int id) {
    return NODE_IDS + "/" + id;
  }

  /** Two hexadecimal digits; CRC-32C of the name in UTF-8, modulo 256. */
  public static String bucket(String name) {
    var crc = new CRC32C();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return bucket((int) (crc.getValue() % BUCKETS));
  }

  public static String bucket(int number) {
    return HexFormat.of().toHexDigits((byte) number);
  }

  /** The names along a path: {@code /tasks/0a/x} has {@code tasks}, {@code 0a} and {@code x}. */
  public static List<String> parts(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  /** The last part of a path. */
  public static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

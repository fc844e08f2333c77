package io.crawlkeeper.model;

import java.time.Instant;

/**
 * Who a process is.
 *
 * @param id what the operator called it
 * @param incarnation differs for each process that ever had this id
 */
public record NodeIdentity(String id, String incarnation) {

  /**
   * @param started when the process started
   * @param salt tells apart two processes started in the same millisecond
   */
  public static NodeIdentity of(String id, Instant started, int salt) {
    var incarnation =
        Long.toString(started.toEpochMilli(), 36) + Integer.toString(Math.floorMod(salt, 1296), 36);
    return new NodeIdentity(id, incarnation);
  }

  /** Id and incarnation: {@code worker-1.mc4x2k}. */
  public String name() {
    return id + "." + incarnation;
  }
}

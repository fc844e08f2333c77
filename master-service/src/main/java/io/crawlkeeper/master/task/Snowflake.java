package io.crawlkeeper.master.task;

/**
 * Ids that rise: 41 bits of milliseconds since 2025-01-01T00:00Z, 10 bits of node id, 12 bits of
 * sequence. The layout is that of Twitter's Snowflake of 2010.
 *
 * <p>The time part never goes back, whatever the clock does: it is the greater of the clock and the
 * last one used, here or by an earlier leader. A burst of more than 4,096 ids in a millisecond
 * borrows from the next. Not for use by several threads.
 */
public final class Snowflake {

  private static final long EPOCH_MILLIS = 1_735_689_600_000L;
  private static final int NODE_BITS = 10;
  private static final int SEQUENCE_BITS = 12;
  private static final int LAST_SEQUENCE = (1 << SEQUENCE_BITS) - 1;

  private final long node;
  private long time;
  private int sequence = -1;

  /**
   * @param node 0 to 1023, leased
   * @param highest the highest id ever given out in this cluster; 0 if none
   */
  public Snowflake(int node, long highest) {
    if (node < 0 || node >= 1 << NODE_BITS) {
      throw new IllegalArgumentException("a node id is from 0 to 1023, not " + node);
    }
    this.node = node;
    this.time = (highest >>> (NODE_BITS + SEQUENCE_BITS)) + 1;
  }

  /**
   * The next id.
   *
   * @param nowMillis since 1970, by a clock that may jump
   */
  public long next(long nowMillis) {
    var now = nowMillis - EPOCH_MILLIS;
    if (now > time) {
      time = now;
      sequence = 0;
    } else if (sequence == LAST_SEQUENCE) {
      time++;
      sequence = 0;
    } else {
      sequence++;
    }
    return (time << (NODE_BITS + SEQUENCE_BITS)) | (node << SEQUENCE_BITS) | sequence;
  }
}

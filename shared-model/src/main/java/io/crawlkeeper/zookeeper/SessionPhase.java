package io.crawlkeeper.zookeeper;

/**
 * How sure a process can be that its ZooKeeper session lives, and with it all that it owns.
 *
 * <p>The times follow from how the server expires sessions: not before the session timeout T has
 * passed since it last heard of the client. Measured from when a confirmed request was
 * <em>sent</em>, on a clock that only goes forward, 0.7 T leaves 0.3 T to stop.
 */
public enum SessionPhase {
  /** Connected, and confirmed within 0.7 T. */
  CONNECTED,
  /** The connection is gone, but the session is safe: start nothing new. */
  SUSPENDED,
  /** No confirmed round trip for 0.7 T: stop acting on what is owned. */
  DOUBTFUL,
  /** The session is over, or may be: what was owned belongs to others now. */
  LOST;

  public boolean mayStart() {
    return this == CONNECTED;
  }

  public boolean mayAct() {
    return this == CONNECTED || this == SUSPENDED;
  }

  /**
   * The phase of a session that was not reported lost.
   *
   * @param connected whether the client has a connection
   * @param silentNanos since the last confirmed request was sent
   * @param timeoutNanos T as granted by the server
   */
  public static SessionPhase of(boolean connected, long silentNanos, long timeoutNanos) {
    if (silentNanos >= timeoutNanos) {
      return LOST;
    }
    if (silentNanos >= timeoutNanos / 10 * 7) {
      return DOUBTFUL;
    }
    return connected ? CONNECTED : SUSPENDED;
  }
}

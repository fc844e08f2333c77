package io.crawlkeeper.worker.crawl.politeness;

/** Whether a request may be sent at this moment, its connection standing. */
public sealed interface Clearance {

  /** It may, and counts as sent from now. */
  record Sent() implements Clearance {}

  /**
   * Not yet: ask again.
   *
   * @param nanos to wait
   */
  record Wait(long nanos) implements Clearance {}

  /**
   * It may not: the host is another worker's by now, wants to be left alone, or it would take too
   * long to wait with a connection open.
   */
  record Refused() implements Clearance {}
}

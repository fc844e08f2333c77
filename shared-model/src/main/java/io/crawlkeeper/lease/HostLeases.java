package io.crawlkeeper.lease;

import java.util.Collection;
import java.util.Map;

/**
 * Gives hosts to workers, each to one at a time. The workers of all machines that should be polite
 * together have to ask the same store. Safe for use by many threads and processes.
 */
public interface HostLeases {

  /**
   * Asks for many hosts at once; all of it happens, or nothing. Blocks while the store answers.
   *
   * @param worker name with incarnation
   * @param requests of different hosts
   * @return a reply for each host
   * @throws LeasesAwayException if the store does not answer; what was asked for may have happened
   */
  Map<String, LeaseReply> exchange(String worker, Collection<LeaseRequest> requests)
      throws LeasesAwayException;

  /** The store does not answer. */
  final class LeasesAwayException extends Exception {
    private static final long serialVersionUID = 1;

    public LeasesAwayException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

package io.crawlkeeper.master.web;

import java.util.HashMap;
import java.util.Map;

/**
 * Places for answers that take long; one address has at most half of them, so that nobody can keep
 * all others out. Safe for use by many threads.
 */
final class Places {

  private final int most;
  private final Map<String, Integer> taken = new HashMap<>();

  Places(int most) {
    this.most = most;
  }

  /** One place; free again when closed. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @param address of the client
   * @throws Refusal if there are too many in all, or of that address
   */
  synchronized Place take(String address) {
    var each = Math.ceilDiv(most, 2);
    if (taken.values().stream().mapToInt(Integer::intValue).sum() >= most) {
      throw new Refusal(RunProblems.tooManyStreams("%d streams".formatted(most)));
    }
    if (taken.getOrDefault(address, 0) >= each) {
      throw new Refusal(
          RunProblems.tooManyStreams("%d streams to the address %s".formatted(each, address)));
    }
    taken.merge(address, 1, Integer::sum);
    return () -> leave(address);
  }

  private synchronized void leave(String address) {
    taken.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }
}

package io.crawlkeeper.lease;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** A store of leases that is lost with its process. */
public final class MemoryLeases implements HostLeases {

  private final Map<String, HostLease> leases = new HashMap<>();
  private final LongSupplier millis;

  /**
   * @param millis the store's clock
   */
  public MemoryLeases(LongSupplier millis) {
    this.millis = millis;
  }

  @Override
  public synchronized Map<String, LeaseReply> exchange(
      String worker, Collection<LeaseRequest> requests) {
    var replies = new HashMap<String, LeaseReply>();
    for (var request : requests) {
      var host = request.host();
      var old = leases.getOrDefault(host, HostLease.unknown(host));
      var decision = LeaseRules.decide(old, worker, request, millis.getAsLong());
      leases.put(host, decision.lease());
      replies.put(host, decision.reply());
    }
    return replies;
  }
}

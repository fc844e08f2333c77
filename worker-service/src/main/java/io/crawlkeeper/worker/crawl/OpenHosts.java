package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.lease.Demand;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.frontier.Frontier;
import io.crawlkeeper.worker.crawl.frontier.HostBatch;
import io.crawlkeeper.worker.crawl.politeness.HostGate;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The origins that a run has leased from its frontier. One thread. */
final class OpenHosts {
  private static final int MOST = 512;

  /** So many of them, and no more, are in memory for each host. */
  private static final int ENTRIES = 32;

  private final Frontier frontier;
  private final HostGate gate;
  private final Demand demand;
  private final Consumer<Event> events;
  private final Agenda agenda;
  private final Map<String, OpenHost> open = new HashMap<>();
  private final Set<OpenHost> hungry = new LinkedHashSet<>();

  /**
   * @param events where to tell that the gate has a place
   */
  OpenHosts(
      Frontier frontier, HostGate gate, Demand demand, Consumer<Event> events, Agenda agenda) {
    this.frontier = frontier;
    this.gate = gate;
    this.demand = demand;
    this.events = events;
    this.agenda = agenda;
  }

  /**
   * Fetches more entries for hosts that have none left, and leases further hosts. With all places
   * taken, a host that has had its entries goes back into the line, so that others get their turn.
   *
   * @return whether that brought any
   */
  boolean refill(Instant wall, long now) throws IOException {
    var fed = feed(wall, now);
    return lease(wall, now) || fed;
  }

  private boolean feed(Instant wall, long now) throws IOException {
    var fed = false;
    for (var host : List.copyOf(hungry)) {
      if (open.size() < MOST) {
        host.entries.addAll(frontier.more(host.origin, ENTRIES, wall));
      }
      if (!host.entries.isEmpty()) {
        hungry.remove(host);
        agenda.add(host, now);
        fed = true;
      } else if (host.inFlight == 0) {
        hungry.remove(host);
        close(host, now);
      }
    }
    return fed;
  }

  private boolean lease(Instant wall, long now) throws IOException {
    var room = MOST - open.size();
    var batches = room == 0 ? List.<HostBatch>of() : frontier.lease(room, ENTRIES, wall);
    for (var batch : batches) {
      var host = open(batch.origin(), batch.entries().getFirst().url(), now);
      host.entries.addAll(batch.entries());
      agenda.add(host, now);
    }
    return !batches.isEmpty();
  }

  private OpenHost open(String origin, CrawlUrl url, long now) {
    Runnable wake = () -> events.accept(new Event.Woken(origin));
    var name = url.hostAndPort();
    var host = new OpenHost(origin, name, gate.join(name, demand, wake, now));
    open.put(origin, host);
    return host;
  }

  private void close(OpenHost host, long now) {
    open.remove(host.origin);
    agenda.remove(host);
    host.visitor.leave(now);
    frontier.release(host.origin);
  }

  /** The next host whose time has come; null if none. */
  @Nullable OpenHost poll(long now) {
    var host = agenda.poll(now);
    while (host != null && host.entries.isEmpty()) {
      hungry.add(host);
      host.visitor.stepAside(now); // Others need not wait for it.
      host = agenda.poll(now);
    }
    return host;
  }

  /** Puts a host down for another look. */
  void again(OpenHost host, long at) {
    agenda.add(host, at);
  }

  /** Looks at a host now, if it is still open and not waiting for its robots.txt. */
  void wake(String origin, long now) {
    var host = open.get(origin);
    if (host != null && !host.robotsLoading) {
      agenda.add(host, now);
    }
  }

  /** A fetch of this origin has ended. */
  @Nullable OpenHost ended(String origin) {
    var host = open.get(origin);
    if (host != null) {
      host.inFlight--;
    }
    return host;
  }

  /** Whether further hosts can be leased. */
  boolean haveRoom() {
    return open.size() < MOST;
  }

  /** Whether no host has an entry left. */
  boolean areAllHungry() {
    return hungry.size() == open.size();
  }

  /** Those that are open; a view that changes with them. */
  Collection<OpenHost> all() {
    return Collections.unmodifiableCollection(open.values());
  }

  /** Nanoseconds until a host is due. */
  long nanosLeft(long now) {
    return agenda.nanosLeft(now);
  }

  /** Withdraws from all hosts; fetches under way end by themselves. */
  void closeAll(long now) {
    List.copyOf(open.values()).forEach(host -> close(host, now));
  }
}

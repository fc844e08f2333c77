package io.crawlkeeper.worker.crawl.frontier;

import io.crawlkeeper.url.Fingerprint;
import io.crawlkeeper.worker.crawl.frontier.Commit.Deferral;
import io.crawlkeeper.worker.crawl.frontier.Commit.Done;
import io.crawlkeeper.worker.crawl.frontier.Sighting.Denied;
import io.crawlkeeper.worker.crawl.frontier.Sighting.Visited;
import io.crawlkeeper.worker.crawl.frontier.Sighting.Waiting;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A frontier that is lost with its process; about a kilobyte a URL. */
public final class InMemoryFrontier implements Frontier, PageLookup {
  private final long pagesPerHost;
  private final Map<Fingerprint, Sighting> known = new HashMap<>();
  private final Map<Long, Fingerprint> fingerprints = new HashMap<>();
  private final Map<String, Host> hosts = new LinkedHashMap<>();
  private final Queue<Host> waiting = new ArrayDeque<>();
  private final Queue<Deferral> deferred =
      new PriorityQueue<>(Comparator.comparing(Deferral::notBefore));
  private final Map<String, SinkState> sinks = new TreeMap<>();
  private final Handouts handouts = new Handouts();
  private Standing standing = Standing.NEW;
  private long lastId;
  private long kept;

  /**
   * @param pagesPerHost responses of one origin after which its other URLs are left out
   */
  public InMemoryFrontier(long pagesPerHost) {
    this.pagesPerHost = pagesPerHost;
  }

  /** What is leased and handed out; goes on being this frontier's. */
  Handouts handouts() {
    return handouts;
  }

  @Override
  public synchronized List<HostBatch> lease(int most, int entries, Instant now) {
    promote(now);
    var batches = new ArrayList<HostBatch>();
    while (batches.size() < most) {
      var host = waiting.poll();
      if (host == null) {
        break;
      }
      host.waits = false;
      var taken = take(host, entries);
      if (!taken.isEmpty()) {
        handouts.lease(host.origin);
        batches.add(new HostBatch(host.origin, taken));
      }
    }
    return batches;
  }

  @Override
  public synchronized List<FrontierEntry> more(String origin, int most, Instant now) {
    promote(now);
    var host = hosts.get(origin);
    return host == null ? List.of() : take(host, most);
  }

  private List<FrontierEntry> take(Host host, int most) {
    var budget = pagesPerHost - host.fetched - handouts.count(host.origin);
    var taken = new ArrayList<FrontierEntry>();
    while (taken.size() < Math.min(most, budget) && !host.due.isEmpty()) {
      taken.add(host.due.remove());
    }
    handouts.hand(host.origin, taken);
    return taken;
  }

  @Override
  public synchronized void release(String origin) {
    handouts.release(origin);
    enqueue(host(origin));
  }

  @Override
  public synchronized void commit(Commit commit) {
    handouts.settle(commit);
    commit.done().forEach(this::end);
    for (var deferral : commit.deferred()) {
      deferred.add(new Deferral(deferral.entry().triedAgain(), deferral.notBefore()));
    }
    var intake = new Intake(states(), full(), pagesPerHost).take(commit, lastId, kept);
    intake.added().forEach(this::add);
    intake.kept().forEach(this::keep);
    lastId = intake.lastId();
    kept += intake.kept().size() - intake.retaken();
    commit.sinks().forEach(state -> sinks.put(state.name(), state));
    standing =
        new Standing(
            true,
            commit.counts(),
            standing.refused() + intake.refused(),
            List.copyOf(sinks.values()));
    hosts.values().forEach(this::enqueue);
  }

  private void end(Done done) {
    var host = host(done.entry().url().origin());
    host.queued--;
    host.fetched += done.isPageOfHost() ? 1 : 0;
    var fingerprint = fingerprints.remove(done.entry().id());
    if (fingerprint != null) {
      known.put(fingerprint, new Visited(done.page(), done.stored()));
    }
    if (isFull(host)) {
      host.due.clear();
      host.queued = 0;
    }
  }

  private boolean isFull(Host host) {
    return host.fetched >= pagesPerHost;
  }

  private Set<String> full() {
    var full = new HashSet<String>();
    hosts.values().stream().filter(this::isFull).forEach(host -> full.add(host.origin));
    return full;
  }

  private Map<Fingerprint, UrlState> states() {
    var states = new HashMap<Fingerprint, UrlState>();
    known.forEach((fingerprint, sighting) -> states.put(fingerprint, state(sighting)));
    return states;
  }

  private static UrlState state(Sighting sighting) {
    return switch (sighting) {
      case Waiting _ -> UrlState.QUEUED;
      case Visited _ -> UrlState.DONE;
      case Denied _ -> UrlState.REFUSED;
    };
  }

  private void add(Intake.Added added) {
    var link = added.link();
    var host = host(link.url().origin());
    known.put(link.fingerprint(), new Waiting(link.url().text(), link.referrer()));
    host.queued++;
    host.due.add(FrontierEntry.of(added.id(), link));
    fingerprints.put(added.id(), link.fingerprint());
  }

  private void keep(Intake.Kept one) {
    var refusal = one.refusal();
    known.put(
        refusal.fingerprint(), new Denied(refusal.url(), refusal.reason(), refusal.referrer()));
  }

  @Override
  public synchronized long queued() {
    return hosts.values().stream().mapToLong(host -> host.queued).sum();
  }

  @Override
  public synchronized @Nullable Instant nextDue() {
    var next = deferred.peek();
    return next == null ? null : next.notBefore();
  }

  @Override
  public int before() {
    return 0;
  }

  @Override
  public synchronized Standing standing() {
    return standing;
  }

  @Override
  public PageLookup pages() {
    return this;
  }

  @Override
  public synchronized @Nullable Sighting find(Fingerprint url) {
    var sighting = known.get(url);
    return sighting == null ? null : asItIs(sighting);
  }

  /** A URL that waits at a host which has given its share is left out. */
  private Sighting asItIs(Sighting sighting) {
    if (sighting instanceof Waiting(var url, var referrer)) {
      var full = hosts.values().stream().filter(this::isFull);
      if (full.anyMatch(host -> url.startsWith(host.origin + "/"))) {
        return new Denied(url, Intake.full(pagesPerHost), referrer);
      }
    }
    return sighting;
  }

  @Override
  public synchronized Map<String, Long> queued(Collection<String> origins) {
    var queued = new HashMap<String, Long>();
    for (var origin : origins) {
      var host = hosts.get(origin);
      if (host != null) {
        queued.put(origin, host.queued);
      }
    }
    return queued;
  }

  @Override
  public synchronized Stream<IndexEntry> index() {
    var entries = new TreeMap<String, IndexEntry>();
    known.values().forEach(one -> entries.put(one.url(), IndexEntry.of(asItIs(one))));
    return entries.values().stream();
  }

  @Override
  public void close() {
    // It holds nothing but memory.
  }

  private void promote(Instant now) {
    for (var next = deferred.peek();
        next != null && !next.notBefore().isAfter(now);
        next = deferred.peek()) {
      var entry = deferred.remove().entry();
      var host = host(entry.url().origin());
      if (!isFull(host)) {
        host.due.add(entry);
        enqueue(host);
      }
    }
  }

  private Host host(String origin) {
    return hosts.computeIfAbsent(origin, Host::new);
  }

  private void enqueue(Host host) {
    if (!host.waits && !host.due.isEmpty() && !handouts.isLeased(host.origin)) {
      host.waits = true;
      waiting.add(host);
    }
  }

  private static final class Host {
    private final String origin;
    private final Queue<FrontierEntry> due =
        new PriorityQueue<>(
            Comparator.comparingInt(FrontierEntry::priority)
                .reversed()
                .thenComparingInt(FrontierEntry::depth)
                .thenComparingLong(FrontierEntry::id));
    private boolean waits;
    private long queued;
    private long fetched;

    private Host(String origin) {
      this.origin = origin;
    }
  }
}

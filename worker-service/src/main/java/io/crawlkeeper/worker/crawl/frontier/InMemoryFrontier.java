package io.crawlkeeper.worker.crawl.frontier;

import io.crawlkeeper.worker.crawl.frontier.Commit.Deferral;
import io.crawlkeeper.worker.crawl.frontier.Commit.Done;
import io.crawlkeeper.worker.crawl.url.Fingerprint;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A frontier that is lost with its process; about 600 bytes a URL. */
public final class InMemoryFrontier implements Frontier {
  private final Set<Fingerprint> known = new HashSet<>();
  private final List<Done> done = new ArrayList<>();
  private final Map<Fingerprint, Refusal> refused = new HashMap<>();
  private final Map<String, Host> hosts = new HashMap<>();
  private final Queue<Host> waiting = new ArrayDeque<>();
  private final Queue<Deferral> deferred =
      new PriorityQueue<>(Comparator.comparing(Deferral::notBefore));
  private long lastId;
  private long queued;

  @Override
  public List<HostBatch> lease(int most, int entries, Instant now) {
    promote(now);
    var batches = new ArrayList<HostBatch>();
    while (batches.size() < most) {
      var host = waiting.poll();
      if (host == null) {
        break;
      }
      host.leased = true;
      host.waits = false;
      batches.add(new HostBatch(host.origin, host.take(entries)));
    }
    return batches;
  }

  @Override
  public List<FrontierEntry> more(String origin, int most, Instant now) {
    promote(now);
    var host = hosts.get(origin);
    return host == null ? List.of() : host.take(most);
  }

  @Override
  public void release(String origin) {
    var host = hosts.get(origin);
    if (host == null) {
      return;
    }
    host.leased = false;
    if (host.due.isEmpty()) {
      hosts.remove(origin);
    } else {
      enqueue(host);
    }
  }

  @Override
  public void commit(Commit commit) {
    queued -= commit.done().size();
    done.addAll(commit.done());
    commit.refused().forEach(one -> refused.putIfAbsent(one.fingerprint(), one));
    for (var deferral : commit.deferred()) {
      deferred.add(new Deferral(deferral.entry().triedAgain(), deferral.notBefore()));
    }
    for (var link : commit.found()) {
      if (known.add(link.fingerprint())) {
        queued++;
        add(FrontierEntry.of(++lastId, link));
      }
    }
  }

  @Override
  public Stream<IndexEntry> index() {
    var entries = new TreeMap<String, IndexEntry>();
    refused.values().forEach(one -> entries.put(one.url(), IndexEntry.Refused.of(one)));
    left()
        .forEach(
            one ->
                entries.put(
                    one.url().text(),
                    new IndexEntry.Refused(
                        one.url().text(), "the run ended before its turn", one.referrer())));
    done.forEach(
        one -> entries.put(one.page().url(), new IndexEntry.Visited(one.page(), one.stored())));
    return entries.values().stream();
  }

  private Stream<FrontierEntry> left() {
    return Stream.concat(
        hosts.values().stream().flatMap(host -> host.due.stream()),
        deferred.stream().map(Deferral::entry));
  }

  @Override
  public long queued() {
    return queued;
  }

  @Override
  public @Nullable Instant nextDue() {
    var next = deferred.peek();
    return next == null ? null : next.notBefore();
  }

  private void promote(Instant now) {
    for (var next = deferred.peek();
        next != null && !next.notBefore().isAfter(now);
        next = deferred.peek()) {
      add(deferred.remove().entry());
    }
  }

  private void add(FrontierEntry entry) {
    var host = hosts.computeIfAbsent(entry.url().origin(), Host::new);
    host.due.add(entry);
    if (!host.leased) {
      enqueue(host);
    }
  }

  private void enqueue(Host host) {
    if (!host.waits) {
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
    private boolean leased;
    private boolean waits;

    private Host(String origin) {
      this.origin = origin;
    }

    private List<FrontierEntry> take(int most) {
      var taken = new ArrayList<FrontierEntry>(Math.min(most, due.size()));
      while (taken.size() < most && !due.isEmpty()) {
        taken.add(due.remove());
      }
      return taken;
    }
  }
}

package io.crawlkeeper.master.schedule;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.Event;
import io.crawlkeeper.master.cluster.TaskState;
import io.crawlkeeper.master.cluster.WorkerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a master has in view at one moment, of which a change is an event. Pure.
 *
 * @param leader who leads, {@code master-2|host:port}; empty during an election
 * @param workers those alive, by name
 * @param schedules which of them stand still, and which have gone on
 * @param unplaced tasks that no worker fits
 */
public record Observation(
    String leader, Map<String, WorkerState> workers, Findings schedules, Set<String> unplaced) {

  /** Of more of one kind at once the others are told of by their number. */
  static final int MOST_OF_A_KIND = 20;

  public Observation {
    workers = Map.copyOf(workers);
    unplaced = Set.copyOf(unplaced);
  }

  public static Observation of(ClusterImage image, String leader, Findings schedules) {
    return new Observation(
        leader,
        image.workers().keySet().stream()
            .collect(Collectors.toMap(name -> name, name -> WorkerState.of(image, name))),
        schedules,
        image.tasks().values().stream()
            .filter(entry -> image.state(entry) == TaskState.PENDING)
            .map(entry -> entry.name())
            .collect(Collectors.toSet()));
  }

  /** What has happened since another observation, which was the one before. */
  public List<Event> since(Observation before, Instant now) {
    var events = new ArrayList<Event>();
    if (!leader.equals(before.leader)) {
      events.add(
          leader.isEmpty()
              ? new Event(now, Event.Type.LEADER_LOST, before.leader, "Nobody leads any more.")
              : new Event(now, Event.Type.LEADER_TAKEN, leader, "This master leads now."));
    }
    joinedOrLeft(before, now, events);
    for (var name : new TreeSet<>(workers.keySet())) {
      changed(before, name, now, events);
    }
    tell(
        events,
        now,
        Event.Type.SCHEDULE_STALLED,
        "tasks; GET /api/v1/tasks?stalled=true lists them",
        added(schedules.stalled(), before.schedules.stalled()));
    tell(
        events,
        now,
        Event.Type.SCHEDULE_RECOVERED,
        "tasks",
        filled(schedules.recovered(), "Its ticks are dealt with again."));
    tell(
        events,
        now,
        Event.Type.TASK_UNPLACED,
        "tasks; GET /api/v1/tasks?state=pending lists them",
        filled(removed(unplaced, before.unplaced), "No worker fits; it waits."));
    tell(
        events,
        now,
        Event.Type.TASK_PLACED,
        "tasks",
        filled(removed(before.unplaced, unplaced), "It does not wait for a worker any more."));
    return events;
  }

  private void joinedOrLeft(Observation before, Instant now, List<Event> events) {
    for (var name : removed(workers.keySet(), before.workers.keySet())) {
      events.add(new Event(now, Event.Type.WORKER_JOINED, name, "The worker joined."));
    }
    for (var name : removed(before.workers.keySet(), workers.keySet())) {
      events.add(new Event(now, Event.Type.WORKER_LEFT, name, "The worker is gone."));
    }
  }

  private void changed(Observation before, String name, Instant now, List<Event> events) {
    var then = before.workers.getOrDefault(name, WorkerState.ACTIVE);
    var state = workers.getOrDefault(name, WorkerState.ACTIVE);
    if (state != then) {
      events.add(
          switch (state) {
            case ACTIVE ->
                new Event(now, Event.Type.WORKER_UNCORDONED, name, "It gets tasks again.");
            case CORDONED ->
                new Event(now, Event.Type.WORKER_CORDONED, name, "It gets no more tasks.");
            case DRAINING ->
                new Event(now, Event.Type.WORKER_DRAINING, name, "It hands over its tasks.");
            case DRAINED ->
                new Event(now, Event.Type.WORKER_DRAINED, name, "It has no task any more.");
          });
    }
  }

  private static TreeMap<String, String> added(
      Map<String, String> now, Map<String, String> before) {
    var added = new TreeMap<>(now);
    added.keySet().removeAll(before.keySet());
    return added;
  }

  private static TreeSet<String> removed(Set<String> from, Set<String> others) {
    var rest = new HashSet<>(from);
    rest.removeIf(others::contains);
    return new TreeSet<>(rest);
  }

  private static TreeMap<String, String> filled(Set<String> names, String message) {
    var filled = new TreeMap<String, String>();
    names.forEach(name -> filled.put(name, message));
    return filled;
  }

  private static void tell(
      List<Event> events,
      Instant now,
      Event.Type type,
      String what,
      TreeMap<String, String> messages) {
    messages.entrySet().stream()
        .limit(MOST_OF_A_KIND)
        .map(one -> new Event(now, type, one.getKey(), one.getValue()))
        .forEach(events::add);
    var more = messages.size() - MOST_OF_A_KIND;
    if (more > 0) {
      var next = messages.keySet().stream().skip(MOST_OF_A_KIND).findFirst().orElseThrow();
      events.add(new Event(now, type, next, "So it is with %d more %s.".formatted(more, what)));
    }
  }
}

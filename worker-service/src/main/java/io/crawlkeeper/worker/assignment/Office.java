package io.crawlkeeper.worker.assignment;

import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState.Live;
import io.crawlkeeper.worker.assignment.Desk.Moment;
import io.crawlkeeper.worker.assignment.Ledgers.Held;
import io.crawlkeeper.worker.assignment.Ledgers.Superseded;
import io.crawlkeeper.worker.assignment.Ledgers.Unsure;
import io.crawlkeeper.worker.assignment.Ledgers.Verdict;
import io.crawlkeeper.worker.ledger.Decision;
import io.crawlkeeper.worker.ledger.OwnedTask;
import io.crawlkeeper.worker.run.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All tasks of this worker, and what is under way for them. Of one thread: whatever comes back from
 * a port is handed to {@code self}, which runs it on that thread.
 */
final class Office {

  private static final Logger log = LoggerFactory.getLogger(Office.class);
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final Ports ports;
  private final Self self;
  private final Executor thread;
  private final Map<String, Desk> desks = new HashMap<>();

  /** Attempts of tasks that are no longer here, and end. */
  private final Set<UnderWay> dropped = new HashSet<>();

  private final Agenda agenda = new Agenda();
  private final Set<String> unsure = new LinkedHashSet<>();
  private final DueTicks dueTicks = new DueTicks();
  private final Chronicle chronicle;
  private boolean leaving;
  private int slots;
  private int commits;

  Office(Ports ports, Self self, Executor thread) {
    this.ports = ports;
    this.self = self;
    this.thread = thread;
    this.chronicle = new Chronicle(ports.records(), thread, agenda::now);
  }

  int assigned() {
    return desks.size();
  }

  /** Attempts under way. */
  int active() {
    return slots;
  }

  void leave() {
    leaving = true;
    allDirty();
  }

  /** Whether nothing is under way any more. */
  boolean idle() {
    return commits == 0 && dropped.isEmpty() && desks.values().stream().allMatch(Desk::idle);
  }

  /**
   * Takes what was read.
   *
   * @param names what was looked for; null if everything was
   */
  void assigned(@Nullable Collection<String> names, Map<String, OwnedTask> read) {
    for (var name : List.copyOf(names == null ? desks.keySet() : names)) {
      if (!read.containsKey(name)) {
        remove(name);
      }
    }
    read.values().forEach(this::assignedOrLog);
  }

  /** One that cannot be carried out does not keep the others from it. */
  private void assignedOrLog(OwnedTask task) {
    try {
      assigned(task);
    } catch (RuntimeException e) {
      log.error("Task {} cannot be carried out", task.name(), e);
    }
  }

  private void assigned(OwnedTask task) {
    var desk = desks.get(task.name());
    if (desk != null && desk.owned().task().id() != task.task().id()) {
      remove(task.name());
      desk = null;
    }
    if (desk == null) {
      desk = new Desk(task);
      desks.put(task.name(), desk);
      news(desk);
    } else if (desk.take(task)) {
      news(desk);
    }
  }

  private void news(Desk desk) {
    chronicle.record(desk, List.of(), desk.owned().version());
    dueTicks.set(desk.name(), desk.nextTick());
    agenda.now(desk.name());
  }

  private void remove(String name) {
    var desk = desks.remove(name);
    if (desk != null) {
      slots -= desk.slots();
      dropped.addAll(desk.drop(ports.attempts()::left));
      agenda.remove(name);
      dueTicks.set(name, null);
    }
  }

  /** The session is over: all that runs here is dropped. */
  void removeAll() {
    if (slots > 0) {
      log.warn("Dropping {} runs: the session is over.", slots);
    }
    List.copyOf(desks.keySet()).forEach(this::remove);
  }

  void allDirty() {
    agenda.now(desks.keySet());
  }

  /** Progress is written with the next decision on the task. */
  void gatherProgress() {
    desks.forEach(
        (name, desk) -> {
          if (desk.slots() > 0 && desk.progressed()) {
            agenda.now(name);
          }
        });
  }

  /** Decides on all tasks that need it. */
  void work(Instant now) {
    agenda.work(now, this::freeSlots, (name, free) -> decide(desks.get(name), now, free));
  }

  private int freeSlots() {
    return self.slots() - slots;
  }

  /** When the next task wants to be looked at; null if none does. */
  @Nullable Instant nextWake() {
    return agenda.next();
  }

  /** When the first tick that is not accounted for is, or was, due; null if there is none. */
  @Nullable Instant firstDue() {
    return dueTicks.first();
  }

  /** Tasks that are to be read again. */
  Set<String> takeUnsure() {
    var names = Set.copyOf(unsure);
    unsure.clear();
    return names;
  }

  private void decide(@Nullable Desk desk, Instant now, int free) {
    if (desk == null || desk.busy()) {
      return; // When the commit is through it is decided anew.
    }
    try {
      decide(desk, moment(now, free));
    } catch (RuntimeException e) {
      log.error("Nothing can be decided on task {} now", desk.name(), e);
      agenda.at(desk.name(), now.plus(PAUSE));
    }
  }

  private void decide(Desk desk, Moment moment) {
    var before = desk.owned().ledger();
    var decision = desk.decide(moment);
    agenda.at(desk.name(), decision.wake());
    if (decision.waits()) {
      agenda.withSlot(desk.name());
    }
    if (!decision.ledger().equals(before)) {
      commit(desk, decision);
    }
  }

  private Moment moment(Instant now, int free) {
    return new Moment(
        self.worker(),
        now,
        self.mayFire().getAsBoolean(),
        self.mayStart().getAsBoolean(),
        leaving,
        free);
  }

  private void commit(Desk desk, Decision decision) {
    desk.begin();
    commits++;
    slots += decision.starts().size();
    var version = desk.owned().version();
    var _ =
        chronicle
            .writeEnds(decision.ended(), version + 1L)
            .thenCompose(_ -> ports.ledgers().write(decision.ledger(), version))
            .whenCompleteAsync(
                (verdict, refusal) -> committed(desk, decision, verdict, refusal), thread);
  }

  private void committed(
      Desk desk, Decision decision, @Nullable Verdict verdict, @Nullable Throwable refusal) {
    commits--;
    slots -= decision.starts().size();
    if (verdict == null) {
      desk.refused();
      chronicle.refused(desk, refusal);
      return;
    }
    var here = desks.get(desk.name()) == desk;
    switch (verdict) {
      case Superseded _, Unsure _ -> gone(desk, here);
      case Held(var version) -> {
        var before = desk.owned().ledger();
        var commit = desk.held(decision, version);
        decision.ended().forEach(ports.attempts()::ended);
        ports.listener().committed(commit);
        if (here) {
          begin(desk, before, decision.starts());
          chronicle.record(desk, decision.starts(), version);
          chronicle.grown(desk, decision.ended());
          dueTicks.set(desk.name(), desk.nextTick());
          agenda.now(desk.name());
        }
      }
    }
  }

  /** What became of the runs is for others to tell. */
  private void gone(Desk desk, boolean here) {
    desk.superseded();
    if (here) {
      remove(desk.name());
      unsure.add(desk.name());
    } else {
      dropped.addAll(desk.drop(ports.attempts()::left));
    }
  }

  private void begin(Desk desk, Ledger before, List<Run> starts) {
    for (var run : starts) {
      var afterLoss = before.run(run.id()).filter(one -> one.is(Live.LOST)).isPresent();
      desk.begun(ports.attempts().begin(desk.owned().task(), run, afterLoss, this::over));
      slots++;
    }
  }

  private void over(UnderWay attempt) {
    thread.execute(() -> ended(attempt));
  }

  private void ended(UnderWay attempt) {
    if (dropped.remove(attempt)) {
      ports.attempts().left(attempt.run());
      return;
    }
    var desk = desks.get(attempt.run().task());
    if (desk != null && desk.over(attempt)) {
      slots--;
      agenda.now(desk.name());
    }
  }

  /** Tries again what the history has refused. */
  void tryAgain() {
    for (var name : chronicle.takeRefused()) {
      var desk = desks.get(name);
      if (desk != null) {
        chronicle.record(desk, List.of(), desk.owned().version());
      }
      agenda.now(name);
    }
  }
}

package io.crawlkeeper.worker.assignment;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Which tasks are to be decided on, when, and which of them wait for a slot. Of one thread. */
final class Agenda {

  private final Wakes wakes = new Wakes();
  private final Set<String> dirty = new LinkedHashSet<>();
  private final Set<String> waiting = new LinkedHashSet<>();

  /** Decides on a task that may take so many slots. */
  interface Decider {
    void decide(String name, int free);
  }

  /** The task is to be decided on as soon as possible. */
  void now(String name) {
    dirty.add(name);
  }

  void now(Collection<String> names) {
    dirty.addAll(names);
  }

  /**
   * The task is to be decided on at that time, and at no other that was asked for before.
   *
   * @param time null for never
   */
  void at(String name, @Nullable Instant time) {
    wakes.set(name, time);
  }

  /** The task is to be decided on when there is a slot. */
  void withSlot(String name) {
    waiting.add(name);
  }

  void remove(String name) {
    wakes.set(name, null);
    dirty.remove(name);
    waiting.remove(name);
  }

  /** Has all decided on for which it is time. */
  void work(Instant now, IntSupplier free, Decider decider) {
    dirty.addAll(wakes.due(now));
    for (var name : List.copyOf(dirty)) {
      dirty.remove(name);
      // Who comes while others wait for a slot waits as well, so that each gets its turn.
      decider.decide(name, waiting.isEmpty() ? free.getAsInt() : 0);
    }
    // Each once: who may not begin though there is a slot goes on waiting.
    for (var left = waiting.size(); left > 0 && free.getAsInt() > 0; left--) {
      var name = waiting.iterator().next();
      waiting.remove(name);
      decider.decide(name, 1);
    }
  }

  /** The next time that was asked for; null if none was. */
  @Nullable Instant next() {
    return wakes.first();
  }
}

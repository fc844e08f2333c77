package io.crawlkeeper.model;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a run stands. {@link #mayBecome} is the table of allowed transitions. */
public sealed interface RunState {

  /** States of runs that have not ended. */
  enum Live implements RunState {
    /** Waits for a slot, or for the run before it. */
    QUEUED,
    /** An attempt is under way on the worker that the run names. */
    RUNNING,
    /** The worker gave the run back before it left; the next owner makes the next attempt. */
    RELEASED,
    /** The worker is gone; the task's policy decides what follows. */
    LOST,
    /** The last attempt failed, and the next one waits for its time. */
    RETRYING
  }

  /** States of runs that have ended. */
  enum Ended implements RunState {
    /** All that was in scope and within the limits was crawled. */
    SUCCEEDED,
    /** Nothing could be crawled, or the run broke, and no try is left. */
    FAILED,
    /** The run took longer than its timeout. */
    TIMED_OUT,
    /** A user, a later run or a change of the task has ended it. */
    CANCELLED
  }

  default boolean ended() {
    return this instanceof Ended;
  }

  /** The states that may follow this one. */
  default Set<RunState> next() {
    return switch (this) {
      case Live.QUEUED -> Set.of(Live.RUNNING, Ended.TIMED_OUT, Ended.CANCELLED);
      case Live.RUNNING ->
          Set.of(
              Live.RELEASED,
              Live.LOST,
              Live.RETRYING,
              Ended.SUCCEEDED,
              Ended.FAILED,
              Ended.TIMED_OUT,
              Ended.CANCELLED);
      case Live.RELEASED -> Set.of(Live.RUNNING, Ended.TIMED_OUT, Ended.CANCELLED);
      case Live.LOST -> Set.of(Live.RUNNING, Ended.FAILED, Ended.TIMED_OUT, Ended.CANCELLED);
      case Live.RETRYING -> Set.of(Live.RUNNING, Ended.TIMED_OUT, Ended.CANCELLED);
      case Ended _ -> Set.of();
    };
  }

  default boolean mayBecome(RunState other) {
    return next().contains(other);
  }

  /** As it stands in JSON: {@code timed-out}. */
  default String word() {
    return Words.of((Enum<?>) this);
  }

  static List<RunState> all() {
    return Stream.<RunState>concat(
            EnumSet.allOf(Live.class).stream(), Arrays.stream(Ended.values()))
        .toList();
  }

  /**
   * @throws IllegalArgumentException if there is no such state
   */
  static RunState of(String word) {
    return all().stream()
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no state of a run: " + word));
  }
}

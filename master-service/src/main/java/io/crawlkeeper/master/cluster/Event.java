package io.crawlkeeper.master.cluster;

import java.time.Instant;

/**
 * Something that happened in the cluster, as one master has noticed it.
 *
 * @param time when it was noticed
 * @param subject the master, worker or task that it is about
 * @param message a sentence for people
 */
public record Event(Instant time, Type type, String subject, String message) {

  /** What can happen. */
  public enum Type {
    LEADER_TAKEN,
    LEADER_LOST,
    WORKER_JOINED,
    WORKER_LEFT,
    WORKER_CORDONED,
    WORKER_UNCORDONED,
    WORKER_DRAINING,
    WORKER_DRAINED,
    SCHEDULE_STALLED,
    SCHEDULE_RECOVERED,
    TASK_UNPLACED,
    TASK_PLACED,
    CLOCK_OFF,
    CLOCK_RIGHT
  }
}
